package org.waypost.cassandra;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.apache.james.backends.cassandra.components.CassandraModule;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.waypost.cassandra.schema.SchemaInstaller;
import org.waypost.cassandra.schema.SchemaReport;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.SessionFactory;
import org.waypost.testing.engines.TestCassandra;

/**
 * Gives a test class a keyspace of its own on the Cassandra that all tests share: James' tables that it names and our own
 * migrations. Tables are emptied after each test, the keyspace is dropped at the end. Static, with {@code @RegisterExtension}.
 */
public final class CassandraKeyspaceExtension
        implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final Set<String> KEPT = Set.of("waypost_migration", "waypost_lock", "schemaversion");
    private static final Duration DROP = Duration.ofMinutes(1);

    private final CassandraModule tables;
    private CqlSession session;
    private SchemaReport report;
    private int classes;

    /** @param tables the modules whose tables the tests need */
    public CassandraKeyspaceExtension(CassandraModule... tables) {
        this.tables = CassandraModule.aggregateModules(tables);
    }

    /** Settings for a keyspace of an unused name. */
    public static CassandraSettings freshKeyspace() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return CassandraSettings.local(TestCassandra.contactPoint().getPort(), name);
    }

    /** Drops the keyspace of a session. */
    public static void drop(CqlSession session) {
        CqlIdentifier keyspace = session.getKeyspace().orElseThrow();
        session.execute(SimpleStatement.newInstance("DROP KEYSPACE IF EXISTS " + keyspace.asCql(true))
                .setTimeout(DROP));
    }

    /** The session, with its keyspace set. */
    public CqlSession session() {
        return session;
    }

    /** What making the schema did. */
    public SchemaReport report() {
        return report;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Called for each nested class too, within its outer one.
        if (classes++ > 0) {
            return;
        }
        session = new SessionFactory(freshKeyspace(), new MetricRegistry()).open();
        report = new SchemaInstaller(session, tables, OwnMigrations.all(), "test").install();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        String keyspace = session.getKeyspace().orElseThrow().asInternal();
        session
                .execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", keyspace)
                .map(row -> row.getString(0))
                .all()
                .stream()
                .filter(table -> !KEPT.contains(table))
                .filter(table -> session.execute("SELECT * FROM \"" + table + "\" LIMIT 1")
                                .one()
                        != null)
                .forEach(table -> session.execute(SimpleStatement.newInstance("TRUNCATE \"" + table + "\"")
                        .setTimeout(DROP)));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--classes == 0 && session != null) {
            session.setSchemaMetadataEnabled(false).toCompletableFuture().join();
            drop(session);
            session.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CqlSession.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return session;
    }
}
