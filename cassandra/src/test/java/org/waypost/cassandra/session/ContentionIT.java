package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultProtocolVersion;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lightweight transactions that get in each other's way until they time out. Over protocol V5 the node leaves the number
 * of contentions out of that error, the driver can't read it and drops the connection with all that is on it.
 */
class ContentionIT {
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static OperatorNode node;

    @BeforeAll
    static void start() throws IOException {
        node = OperatorNode.withoutPatience(folder);
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void timeOutsOfLightweightTransactionsLeaveTheConnectionAlone() {
        CassandraSettings settings = CassandraSettings.local(node.clear().getPort(), "contention");
        try (CqlSession session = new SessionFactory(settings, new MetricRegistry()).open()) {
            List<Throwable> failures = contendUntil(session, failure -> failure instanceof WriteTimeoutException);

            assertThat(failures).isNotEmpty().allSatisfy(failure -> assertThat(failure)
                    .isInstanceOf(WriteTimeoutException.class));
        }
    }

    @Test
    void onStockDriverOptionsTheConnectionIsDropped() {
        DriverConfigLoader newest = DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER, "datacenter1")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
                .build();
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(node.clear())
                .withConfigLoader(newest)
                .build()) {
            assertThat(session.getContext().getProtocolVersion()).isEqualTo(DefaultProtocolVersion.V5);
            session.execute("CREATE KEYSPACE newest WITH replication ="
                    + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("USE newest");

            assertThat(contendUntil(session, failure -> failure instanceof ClosedConnectionException))
                    .hasAtLeastOneElementOfType(ClosedConnectionException.class);
        }
    }

    /** Sends bursts at one row until a failure is of that kind, or a minute has passed; gives all failures. */
    private static List<Throwable> contendUntil(CqlSession session, Predicate<Throwable> wanted) {
        session.execute("CREATE TABLE IF NOT EXISTS row (id int PRIMARY KEY, value int)");
        PreparedStatement insert = session.prepare("UPDATE row SET value = ? WHERE id = 1 IF value != ?");
        List<Throwable> failures = new ArrayList<>();
        Instant end = Instant.now().plus(ENOUGH);
        while (failures.stream().noneMatch(wanted) && Instant.now().isBefore(end)) {
            List<CompletableFuture<AsyncResultSet>> burst = IntStream.range(0, 200)
                    .mapToObj(i -> session.executeAsync(insert.bind(i, i)).toCompletableFuture())
                    .toList();
            burst.forEach(future -> future.handle((rows, failure) -> failure == null || failures.add(failure))
                    .join());
        }
        return failures;
    }
}
