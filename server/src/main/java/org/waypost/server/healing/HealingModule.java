package org.waypost.server.healing;

import com.datastax.oss.driver.api.core.CqlSession;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import java.io.FileNotFoundException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.lifecycle.api.Startable;
import org.apache.james.util.DurationParser;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;
import org.apache.james.utils.PropertiesProvider;
import org.waypost.cassandra.healing.HealingReport;
import org.waypost.cassandra.healing.HealingSchedule;
import org.waypost.cassandra.healing.HealingUntilSettled;
import org.waypost.cassandra.healing.TouchedMailboxes;
import org.waypost.cassandra.healing.UncleanStopHealer;
import org.waypost.cassandra.schema.CassandraHealth;
import org.waypost.cassandra.session.NodeWatch;
import org.waypost.server.administration.HealingOnRequest;
import org.waypost.server.composition.ServerPaths;

/** Wires the healer: at the start after an unclean stop, when Cassandra was away, and every {@code healing.period}. */
public final class HealingModule extends AbstractModule {
    private final StopMarker marker;
    private final NodeWatch nodes;

    /**
     * @param marker tells how the last stop was
     * @param nodes tells when Cassandra is back
     */
    public HealingModule(StopMarker marker, NodeWatch nodes) {
        this.marker = marker;
        this.nodes = nodes;
    }

    @Override
    protected void configure() {
        bind(StopMarker.class).toInstance(marker);
        bind(NodeWatch.class).toInstance(nodes);
        bind(UncleanStopHealer.class).in(Scopes.SINGLETON);
        bind(Healing.class).in(Scopes.SINGLETON);
        OptionalBinder.newOptionalBinder(binder(), org.waypost.webadmin.product.Healing.class)
                .setBinding()
                .to(HealingOnRequest.class);
        Multibinder.newSetBinder(binder(), HealthCheck.class).addBinding().to(CassandraHealth.class);
    }

    @Provides
    @Singleton
    TouchedMailboxes touched(CqlSession session, ServerPaths paths, Clock clock) {
        return new TouchedMailboxes(session, NodeName.of(paths.var()), clock);
    }

    @Provides
    @Singleton
    Options options(PropertiesProvider properties) throws ConfigurationException {
        try {
            var file = properties.getConfiguration("waypost");
            return new Options(
                    file.getString("healing.period", "1h"), file.getBoolean("healing.after.unclean.stop", true));
        } catch (FileNotFoundException e) {
            return new Options("1h", true);
        }
    }

    @ProvidesIntoSet
    InitializationOperation startHealing(Healing healing) {
        return InitilizationOperationBuilder.forClass(Healing.class).init(healing::start);
    }

    /** What {@code waypost.properties} says. */
    record Options(String period, boolean afterUncleanStop) {
        boolean isScheduled() {
            return !period.equals("never");
        }

        Duration interval() {
            return DurationParser.parse(period, ChronoUnit.SECONDS);
        }
    }

    /** The healing of one run of the server. */
    static final class Healing implements Startable {
        private final UncleanStopHealer healer;
        private final StopMarker marker;
        private final NodeWatch nodes;
        private final Options options;
        private final HealingUntilSettled rounds;
        private HealingSchedule schedule;

        @Inject
        Healing(UncleanStopHealer healer, StopMarker marker, NodeWatch nodes, Options options) {
            this.healer = healer;
            this.marker = marker;
            this.nodes = nodes;
            this.options = options;
            this.rounds = new HealingUntilSettled(healer);
        }

        void start() {
            if (options.afterUncleanStop()) {
                nodes.whenBack(() -> rounds.begin(HealingReport.Cause.CASSANDRA_AWAY));
                if (marker.lastStopWasUnclean()) {
                    rounds.begin(HealingReport.Cause.UNCLEAN_STOP);
                }
            }
            if (options.isScheduled()) {
                schedule = new HealingSchedule(healer, options.interval());
            }
        }

        @PreDestroy
        void stop() {
            if (schedule != null) {
                schedule.close();
            }
            rounds.close();
        }
    }
}
