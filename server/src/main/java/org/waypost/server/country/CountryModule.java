package org.waypost.server.country;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Named;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.lifecycle.api.ConfigurationSanitizer;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.james.utils.PropertiesProvider;
import org.apache.james.webadmin.Routes;
import org.waypost.accounts.country.CountryFilter;
import org.waypost.policy.country.CountryDatabase;
import org.waypost.policy.country.CountryHealthCheck;
import org.waypost.policy.country.DatabaseWatch;
import org.waypost.policy.country.GateRules;
import org.waypost.policy.country.UnusableTable;
import org.waypost.server.accounts.AccountsModule;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.webadmin.country.CountryRoutes;

/**
 * The filter of countries: its section of the settings, the table that {@code country.properties} names or the shipped one, and where
 * both are seen. The table is read before any listener starts, so that one that can't be used stops the start.
 */
public final class CountryModule extends AbstractModule {
    private static final String FILE = "country";
    private static final String NEVER = "never";

    @Override
    protected void configure() {
        AccountsModule.section(binder(), CountryFilter.SECTION);
        Multibinder.newSetBinder(binder(), Routes.class).addBinding().to(CountryRoutes.class);
        ManagedBeans.show(binder(), "country", CountryDatabaseMBean.class, CountryDatabaseInJmx.class);
    }

    @Provides
    @Singleton
    @Named(FILE)
    Configuration configuration(PropertiesProvider properties) throws ConfigurationException {
        try {
            return properties.getConfiguration(FILE);
        } catch (FileNotFoundException everythingAsByDefault) {
            return new PropertiesConfiguration();
        }
    }

    @Provides
    @Singleton
    CountryDatabase database(@Named(FILE) Configuration file, FileSystem files, Clock clock, GaugeRegistry gauges)
            throws ConfigurationException, FileNotFoundException {
        String location = file.getString("database", "");
        Optional<Path> own = location.isEmpty() ? Optional.empty() : Optional.of(path(files, location));
        String warn = file.getString("warn.days", "365");
        Optional<Duration> oldAfter =
                warn.equals(NEVER) ? Optional.empty() : Optional.of(Duration.ofDays(Long.parseLong(warn)));
        try {
            CountryDatabase database = CountryDatabase.open(own, oldAfter, clock);
            gauges.register(
                    "countryDatabaseAgeDays", () -> database.status().age().toDays());
            return database;
        } catch (UnusableTable e) {
            throw new ConfigurationException(
                    "country.properties: database is " + location + "; expected an MMDB file of countries: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Path path(FileSystem files, String location) throws FileNotFoundException {
        return location.startsWith("/")
                ? Path.of(location)
                : files.getFile(location).toPath();
    }

    @Provides
    @Singleton
    GateRules rules(@Named(FILE) Configuration file) {
        return new GateRules(
                Duration.ofSeconds(file.getLong("deadline.seconds", 10)),
                file.getString("unavailable", "accept").equals("accept"));
    }

    @Provides
    @Singleton
    CountryDuty duty(@Named(FILE) Configuration file, CountryDatabase database) {
        Duration period = Duration.ofSeconds(file.getLong("watch.seconds", 30));
        return new CountryDuty(new DatabaseWatch(database, period));
    }

    @ProvidesIntoSet
    ConfigurationSanitizer tableBeforeListeners(Provider<CountryDatabase> database) {
        return database::get;
    }

    @ProvidesIntoSet
    InitializationOperation start(CountryDuty duty) {
        return InitilizationOperationBuilder.forClass(CountryDuty.class).init(duty::start);
    }

    @ProvidesIntoSet
    HealthCheck health(CountryDatabase database) {
        return new CountryHealthCheck(database);
    }
}
