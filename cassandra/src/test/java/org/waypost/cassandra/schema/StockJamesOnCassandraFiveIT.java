package org.waypost.cassandra.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultProtocolVersion;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.backends.cassandra.init.CassandraTableManager;
import org.apache.james.backends.cassandra.init.CassandraTypesCreator;
import org.apache.james.backends.cassandra.init.CassandraTypesProvider;
import org.apache.james.backends.cassandra.init.ClusterFactory;
import org.apache.james.backends.cassandra.init.configuration.ClusterConfiguration;
import org.apache.james.mailbox.cassandra.modules.CassandraMailboxModule;
import org.apache.james.util.Host;
import org.apache.james.util.concurrency.ConcurrentTestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.cassandra.OwnMigrations;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.SessionFactory;
import org.waypost.testing.engines.TestCassandra;

/** What of James 3.8.1 doesn't work on Cassandra 5.0, beside what works instead. */
class StockJamesOnCassandraFiveIT {

    private static final int THREADS = 16;
    private static final int ROUNDS = 25;

    private final CassandraSettings settings = CassandraKeyspaceExtension.freshKeyspace();
    private CqlSession session;

    @BeforeEach
    void open() {
        session = new SessionFactory(settings, new MetricRegistry()).open();
    }

    @AfterEach
    void close() {
        session.setSchemaMetadataEnabled(false).toCompletableFuture().join();
        CassandraKeyspaceExtension.drop(session);
        session.close();
    }

    @Test
    void onStockJamesNoSessionOpens() {
        ClusterConfiguration stock = ClusterConfiguration.builder()
                .host(Host.from(
                        TestCassandra.contactPoint().getHostString(),
                        TestCassandra.contactPoint().getPort()))
                .build();

        assertThatThrownBy(() -> ClusterFactory.createWithoutKeyspace(stock).close())
                .hasMessageContaining("dateof");
    }

    @Test
    void onStockJamesATableWithCompressionIsRefused() {
        session.setSchemaMetadataEnabled(true).toCompletableFuture().join();
        new CassandraTypesCreator(CassandraMailboxModule.MODULE, session).initializeTypes();
        session.refreshSchema();

        assertThatThrownBy(() -> new CassandraTableManager(CassandraMailboxModule.MODULE, session)
                        .initializeTables(new CassandraTypesProvider(session)))
                .hasMessageContaining("chunk_length_kb");
    }

    @Test
    void thatTableIsMadeByOurInstallerAndJamesFindsItThere() {
        new SchemaInstaller(session, CassandraMailboxModule.MODULE, OwnMigrations.all(), "test").install();

        assertThatCode(() -> new CassandraTableManager(CassandraMailboxModule.MODULE, session)
                        .initializeTables(new CassandraTypesProvider(session)))
                .doesNotThrowAnyException();
    }

    @Test
    void lightweightTransactionsUnderContentionNeverCostTheConnection() throws Exception {
        session.execute(SimpleStatement.newInstance("CREATE TABLE turnstile (id int PRIMARY KEY, passed int)")
                .setExecutionProfileName("TABLE_CREATION"));
        session.execute("INSERT INTO turnstile (id, passed) VALUES (1, 0)");
        AtomicInteger applied = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        ConcurrentLinkedQueue<Throwable> unexpected = new ConcurrentLinkedQueue<>();

        ConcurrentTestRunner.builder()
                .operation((thread, round) -> {
                    try {
                        int seen = session.execute("SELECT passed FROM turnstile WHERE id = 1")
                                .one()
                                .getInt(0);
                        if (session.execute(
                                        "UPDATE turnstile SET passed = ? WHERE id = 1 IF passed = ?", seen + 1, seen)
                                .wasApplied()) {
                            applied.incrementAndGet();
                        }
                    } catch (QueryExecutionException e) {
                        // Cassandra gave up in time and said so: the outcome of this one is open, others go on.
                        unknown.incrementAndGet();
                    } catch (RuntimeException e) {
                        unexpected.add(e);
                    }
                })
                .threadCount(THREADS)
                .operationCount(ROUNDS)
                .runSuccessfullyWithin(Duration.ofMinutes(2));

        assertThat(unexpected).isEmpty();
        assertThat(session.getContext().getProtocolVersion()).isEqualTo(DefaultProtocolVersion.V4);
        assertThat(applied.get()).isPositive();
        Optional<Node> node = session.getMetadata().getNodes().values().stream().findFirst();
        assertThat(node.orElseThrow().getState()).isEqualTo(NodeState.UP);
        int passed = session.execute("SELECT passed FROM turnstile WHERE id = 1")
                .one()
                .getInt(0);
        assertThat(passed).isBetween(applied.get(), applied.get() + unknown.get());
    }
}
