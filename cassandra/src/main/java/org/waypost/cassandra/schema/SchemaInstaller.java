package org.waypost.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.google.common.base.Stopwatch;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.james.backends.cassandra.components.CassandraModule;
import org.apache.james.backends.cassandra.components.CassandraTable;
import org.apache.james.backends.cassandra.components.CassandraType;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionModule;
import org.apache.james.backends.cassandra.versions.table.CassandraSchemaVersionTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a keyspace to the schema of this program. Cheap when nothing is missing: reads, no {@code CREATE}, no lock.
 *
 * <p>Expects a session of {@code SessionFactory}; switches its schema metadata on at the end, which James' stores need.
 */
public final class SchemaInstaller {

    private static final Logger LOGGER = LoggerFactory.getLogger(SchemaInstaller.class);
    private static final int LOCK_SECONDS = 60;
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(5);

    private final CqlSession session;
    private final CassandraModule james;
    private final Migrations migrations;
    private final String programVersion;
    private final String keyspace;

    /**
     * @param session with its keyspace set
     * @param james all tables and types that James' modules ask for
     * @param migrations our own steps
     * @param programVersion the version of Waypost, written beside each migration
     */
    public SchemaInstaller(CqlSession session, CassandraModule james, Migrations migrations, String programVersion) {
        this.session = session;
        this.james = CassandraModule.aggregateModules(CassandraSchemaVersionModule.MODULE, james);
        this.migrations = migrations;
        this.programVersion = programVersion;
        this.keyspace = session.getKeyspace()
                .orElseThrow(() -> new IllegalArgumentException("the session has no keyspace"))
                .asInternal();
    }

    /**
     * Creates what is missing.
     *
     * @throws SchemaException when the keyspace is newer than the program, or a change fails
     */
    public SchemaReport install() {
        Stopwatch watch = Stopwatch.createStarted();
        ExistingSchema found = ExistingSchema.read(session);
        boolean ownBooks = found.hasTable(SchemaLock.TABLE) && found.hasTable(MigrationBook.TABLE);
        SchemaReport report = ownBooks
                        && missingTables(found).isEmpty()
                        && missingTypes(found).isEmpty()
                        && upToDate()
                ? new SchemaReport(0, 0, List.of(), watch.elapsed())
                : change(found, watch);
        session.setSchemaMetadataEnabled(true).toCompletableFuture().join();
        LOGGER.info(
                "Schema of keyspace {}: {} types and {} tables created, migrations run: {}, {} ms",
                keyspace,
                report.typesCreated(),
                report.tablesCreated(),
                report.migrationsRun(),
                watch.elapsed().toMillis());
        return report;
    }

    private boolean upToDate() {
        new JamesSchemaVersion(session).requireKnownOrSet(keyspace);
        return new MigrationRunner(session, migrations, programVersion)
                .missing()
                .isEmpty();
    }

    private SchemaReport change(ExistingSchema before, Stopwatch watch) {
        refuseForeign(before);
        SchemaChanges changes = new SchemaChanges(session);
        int books = createBook(before, changes, SchemaLock.TABLE, SchemaLock.createTable(keyspace));
        String owner = ProcessHandle.current().pid() + "@" + UUID.randomUUID();
        try (SchemaLock lock = SchemaLock.take(session, owner, LOCK_SECONDS, LOCK_PATIENCE)) {
            ExistingSchema found = ExistingSchema.read(session);
            // Before anything is created: a newer schema must not be touched.
            if (found.hasTable(MigrationBook.TABLE)) {
                new MigrationRunner(session, migrations, programVersion).missing();
            }
            if (found.hasTable(CassandraSchemaVersionTable.TABLE_NAME)) {
                new JamesSchemaVersion(session).requireKnownOrSet(keyspace);
            }
            CreateStatements statements = new CreateStatements(session);
            List<CassandraType> types = missingTypes(found);
            List<CassandraTable> tables = missingTables(found);
            changes.runAll(types.stream().map(statements::of).toList());
            lock.requireHeld();
            books += createBook(found, changes, MigrationBook.TABLE, MigrationBook.CREATE_TABLE);
            changes.runAll(tables.stream().map(statements::of).toList());
            lock.requireHeld();
            new JamesSchemaVersion(session).requireKnownOrSet(keyspace);
            List<Integer> ran = new MigrationRunner(session, migrations, programVersion).run(changes, lock);
            return new SchemaReport(types.size(), tables.size() + books, ran, watch.elapsed());
        }
    }

    /** James' tables without our lock were made by someone else, and their version may be unknown. */
    private void refuseForeign(ExistingSchema found) {
        if (found.hasTable(CassandraSchemaVersionTable.TABLE_NAME) && !found.hasTable(SchemaLock.TABLE)) {
            new JamesSchemaVersion(session).requireKnown(keyspace);
        }
    }

    private static int createBook(ExistingSchema found, SchemaChanges changes, String table, String statement) {
        if (found.hasTable(table)) {
            return 0;
        }
        changes.runOne(statement);
        return 1;
    }

    private List<CassandraTable> missingTables(ExistingSchema found) {
        Map<String, CassandraTable> missing = new LinkedHashMap<>();
        james.moduleTables().stream()
                .filter(table -> !found.hasTable(table.getName()))
                .forEach(table -> missing.putIfAbsent(table.getName(), table));
        return List.copyOf(missing.values());
    }

    private List<CassandraType> missingTypes(ExistingSchema found) {
        Set<String> names = new LinkedHashSet<>();
        return james.moduleTypes().stream()
                .filter(type -> !found.hasType(type.getName()) && names.add(type.getName()))
                .toList();
    }
}
