package org.waypost.server.country;

import com.google.common.net.InetAddresses;
import javax.inject.Inject;
import org.waypost.policy.country.CountryDatabase;

/** Shows the table of countries in JMX. */
final class CountryDatabaseInJmx implements CountryDatabaseMBean {
    private final CountryDatabase database;

    @Inject
    CountryDatabaseInJmx(CountryDatabase database) {
        this.database = database;
    }

    @Override
    public String getSource() {
        return database.status().source();
    }

    @Override
    public String getBuilt() {
        return database.status().built().toString();
    }

    @Override
    public long getAgeDays() {
        return database.status().age().toDays();
    }

    @Override
    public boolean isTooOld() {
        return database.status().old();
    }

    @Override
    public String getProblem() {
        return database.status().problem().orElse("");
    }

    @Override
    public String lookUp(String address) {
        return database.of(InetAddresses.forString(address)).word();
    }

    @Override
    public String reload() {
        CountryDatabase.Outcome outcome = database.reload();
        if (outcome instanceof CountryDatabase.Outcome.Kept kept) {
            return "kept: " + kept.reason();
        }
        return outcome instanceof CountryDatabase.Outcome.Replaced ? "replaced" : "unchanged";
    }
}
