package org.waypost.cassandra.session;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import java.time.Duration;
import java.util.List;

/** The driver's options: what James expects by execution profile, and what keeps us clear of the driver's traps. */
final class DriverOptions {

    static final String SESSION_NAME = "waypost-cql";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SCHEMA_REQUEST = Duration.ofSeconds(60);
    private static final Duration LISTING_REQUEST = Duration.ofHours(1);
    private static final List<String> SESSION_METRICS = List.of(
            "bytes-sent",
            "bytes-received",
            "connected-nodes",
            "cql-requests",
            "cql-client-timeouts",
            "throttling.delay",
            "throttling.queue-size",
            "throttling.errors");
    private static final List<String> NODE_METRICS = List.of(
            "pool.open-connections",
            "pool.in-flight",
            "errors.connection.init",
            "errors.connection.auth",
            "errors.request.read-timeouts",
            "errors.request.write-timeouts",
            "errors.request.unavailables");

    private DriverOptions() {}

    static DriverConfigLoader loader(CassandraSettings settings) {
        Limits limits = settings.limits();
        Consistency consistency = settings.consistency();
        ProgrammaticDriverConfigLoaderBuilder builder = DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.SESSION_NAME, SESSION_NAME)
                // With V5 the driver can't decode the time-out of a lightweight transaction and drops the connection.
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, limits.requestTimeout())
                .withString(
                        DefaultDriverOption.REQUEST_CONSISTENCY,
                        consistency.regular().name())
                .withString(
                        DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY,
                        consistency.serial().name())
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, CONNECT)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, CONNECT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, CONNECT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, Duration.ofSeconds(30))
                // We say it ourselves, in other words, when the start can't go on.
                .withBoolean(DefaultDriverOption.CONNECTION_WARN_INIT_ERROR, false)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(10))
                // Turned on once the schema stands: each change would wait a second for a refresh.
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .withStringList(
                        DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES,
                        List.of(settings.keyspace().name()))
                .withString(DefaultDriverOption.REQUEST_THROTTLER_CLASS, "ConcurrencyLimitingRequestThrottler")
                .withInt(DefaultDriverOption.REQUEST_THROTTLER_MAX_CONCURRENT_REQUESTS, limits.concurrentRequests())
                .withInt(DefaultDriverOption.REQUEST_THROTTLER_MAX_QUEUE_SIZE, limits.queuedRequests())
                .withStringList(DefaultDriverOption.METRICS_SESSION_ENABLED, SESSION_METRICS)
                .withStringList(DefaultDriverOption.METRICS_NODE_ENABLED, NODE_METRICS)
                .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false);
        if (settings.localDatacenter().isEmpty()) {
            builder.withString(DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, "DcInferringLoadBalancingPolicy");
        } else {
            builder.withString(DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER, settings.localDatacenter());
        }
        return profiles(builder, consistency).build();
    }

    /** The profiles that James looks up by name (its JamesExecutionProfiles). */
    private static ProgrammaticDriverConfigLoaderBuilder profiles(
            ProgrammaticDriverConfigLoaderBuilder builder, Consistency consistency) {
        String one = DefaultConsistencyLevel.LOCAL_ONE.name();
        return builder.startProfile("LWT")
                .withString(
                        DefaultDriverOption.REQUEST_CONSISTENCY,
                        consistency.serial().name())
                .withString(
                        DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY,
                        consistency.serial().name())
                .startProfile("CACHING")
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, one)
                .startProfile("OPTIMISTIC_CONSISTENCY_LEVEL")
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, one)
                .startProfile("BATCH")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, LISTING_REQUEST)
                .startProfile("TABLE_CREATION")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, SCHEMA_REQUEST)
                .endProfile();
    }
}
