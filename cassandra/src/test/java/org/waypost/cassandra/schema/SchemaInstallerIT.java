package org.waypost.cassandra.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.james.backends.cassandra.components.CassandraModule;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionDAO;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionManager;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionModule;
import org.apache.james.backends.cassandra.versions.SchemaVersion;
import org.apache.james.core.healthcheck.ResultStatus;
import org.apache.james.domainlist.cassandra.CassandraDomainListModule;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.cassandra.JamesTables;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.SessionFactory;

class SchemaInstallerIT {

    private static final CassandraModule FEW_TABLES = CassandraDomainListModule.MODULE;
    private static final Migration FIRST =
            Migration.of(1, "cups", "CREATE TABLE IF NOT EXISTS cup (id int PRIMARY KEY)");
    private static final Migration SECOND =
            Migration.of(2, "saucers", "CREATE TABLE IF NOT EXISTS saucer (id int PRIMARY KEY)");

    private final CassandraSettings settings = CassandraKeyspaceExtension.freshKeyspace();
    private CqlSession session;

    @BeforeEach
    void open() {
        session = newSession();
    }

    @AfterEach
    void close() {
        session.setSchemaMetadataEnabled(false).toCompletableFuture().join();
        CassandraKeyspaceExtension.drop(session);
        session.close();
    }

    @Test
    void twoServersAtOnceRunEachMigrationOnce() {
        try (CqlSession other = newSession()) {
            CompletableFuture<SchemaReport> left = CompletableFuture.supplyAsync(() ->
                    installer(session, FEW_TABLES, migrations(FIRST, SECOND)).install());
            CompletableFuture<SchemaReport> right = CompletableFuture.supplyAsync(() ->
                    installer(other, FEW_TABLES, migrations(FIRST, SECOND)).install());

            List<Integer> ran = new ArrayList<>(left.join().migrationsRun());
            ran.addAll(right.join().migrationsRun());
            assertThat(ran).containsExactly(1, 2);
        }
    }

    @Test
    void aLockWhoseTableAnotherServerIsJustMakingIsWaitedFor() {
        String keyspace = settings.keyspace().name();
        CompletableFuture<SchemaLock> taken =
                CompletableFuture.supplyAsync(() -> SchemaLock.take(session, "me", 10, Duration.ofMinutes(1)));
        Awaitility.await().during(Duration.ofSeconds(1)).until(() -> !taken.isDone());

        session.execute(SchemaLock.createTable(keyspace));

        assertThat(taken).succeedsWithin(Duration.ofMinutes(1)).satisfies(SchemaLock::requireHeld);
        taken.join().close();
    }

    @Test
    void aFailedMigrationStopsTheStartWithItsNumberAndCqlAndRunsAgainLater() {
        Migration broken = Migration.of(2, "saucers", "CREATE TABLE IF NOT EXISTS saucer (id nonsense PRIMARY KEY)");
        assertThatThrownBy(() -> installer(session, FEW_TABLES, migrations(FIRST, broken))
                        .install())
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("migration 2 (saucers)")
                .hasMessageContaining("id nonsense PRIMARY KEY");
        assertThat(new MigrationBook(session).entries()).containsOnlyKeys(1);

        SchemaReport retried =
                installer(session, FEW_TABLES, migrations(FIRST, SECOND)).install();

        assertThat(retried.migrationsRun()).containsExactly(2);
        assertThat(new MigrationBook(session).entries().get(2).programVersion()).isEqualTo("7.7");
    }

    @Test
    void refusesASchemaNewerThanTheProgramNamingBothVersions() {
        new SchemaInstaller(session, FEW_TABLES, migrations(FIRST, SECOND), "9.9").install();

        assertThatThrownBy(() ->
                        installer(session, JamesTables.ALL, migrations(FIRST)).install())
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("migration 2")
                .hasMessageContaining("Waypost 9.9")
                .hasMessageContaining("Waypost 7.7");
        assertThat(ExistingSchema.read(session).hasTable("mailbox"))
                .describedAs("nothing is created in a newer keyspace")
                .isFalse();
    }

    @Test
    void refusesAMigrationThatWasChangedAfterItRan() {
        installer(session, FEW_TABLES, migrations(FIRST)).install();
        Migration changed = Migration.of(1, "cups", "CREATE TABLE IF NOT EXISTS cup (id bigint PRIMARY KEY)");

        assertThatThrownBy(() ->
                        installer(session, FEW_TABLES, migrations(changed)).install())
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("must not change");
    }

    @Test
    void refusesASchemaOfANewerJames() {
        installer(session, FEW_TABLES, migrations(FIRST)).install();
        new CassandraSchemaVersionDAO(session)
                .updateVersion(new SchemaVersion(99))
                .block();

        assertThatThrownBy(
                        () -> installer(session, FEW_TABLES, migrations(FIRST)).install())
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("knows " + CassandraSchemaVersionManager.MAX_VERSION.getValue());
    }

    @Test
    void refusesTheTablesOfAnotherJamesWithoutAVersion() {
        SchemaChanges changes = new SchemaChanges(session);
        CreateStatements statements = new CreateStatements(session);
        CassandraSchemaVersionModule.MODULE.moduleTables().forEach(table -> changes.runOne(statements.of(table)));

        assertThatThrownBy(
                        () -> installer(session, FEW_TABLES, migrations(FIRST)).install())
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("no version");
    }

    @Test
    void theLockOfADeadServerEndsByItself() {
        installer(session, FEW_TABLES, migrations(FIRST)).install();
        session.execute("INSERT INTO waypost_lock (name, owner) VALUES ('schema', 'dead') IF NOT EXISTS USING TTL 3");

        SchemaReport report =
                installer(session, FEW_TABLES, migrations(FIRST, SECOND)).install();

        assertThat(report.migrationsRun()).containsExactly(2);
        assertThat(report.took()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void theHealthCheckIsHealthyAndNamesTheKeyspaceWhenReadsFail() {
        CassandraHealth health = new CassandraHealth(session);
        assertThat(health.check().block().getStatus()).isEqualTo(ResultStatus.UNHEALTHY);
        assertThat(health.check().block().getCause().orElseThrow())
                .contains(settings.keyspace().name());

        installer(session, FEW_TABLES, migrations(FIRST)).install();
        assertThat(health.check().block().getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    private CqlSession newSession() {
        return new SessionFactory(settings, new MetricRegistry()).open();
    }

    private static Migrations migrations(Migration... steps) {
        return Migrations.of(List.of(steps));
    }

    private static SchemaInstaller installer(CqlSession session, CassandraModule tables, Migrations migrations) {
        return new SchemaInstaller(session, tables, migrations, "7.7");
    }
}
