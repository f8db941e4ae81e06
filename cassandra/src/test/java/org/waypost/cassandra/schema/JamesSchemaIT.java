package org.waypost.cassandra.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.james.backends.cassandra.init.CassandraTypesProvider;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionDAO;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionManager;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionManager.SchemaState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.cassandra.JamesTables;
import org.waypost.cassandra.OwnMigrations;

/** All tables of James, made once. */
class JamesSchemaIT {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension(JamesTables.ALL);

    @Test
    void theFirstStartMakesAllAndTheSecondNothing() {
        SchemaReport first = CASSANDRA.report();
        SchemaReport second =
                new SchemaInstaller(CASSANDRA.session(), JamesTables.ALL, OwnMigrations.all(), "test").install();

        assertThat(first.tablesCreated()).isGreaterThan(40);
        assertThat(first.migrationsRun())
                .containsExactlyElementsOf(OwnMigrations.all().steps().stream()
                        .map(Migration::number)
                        .toList());
        assertThat(second.nothingToDo()).isTrue();
        assertThat(second.took()).isLessThan(first.took().dividedBy(4)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void leavesJamesNothingToCreateOrMigrate() {
        CassandraSchemaVersionManager james =
                new CassandraSchemaVersionManager(new CassandraSchemaVersionDAO(CASSANDRA.session()));
        assertThat(james.computeSchemaState()).isEqualTo(SchemaState.UP_TO_DATE);
        assertThat(new CassandraTypesProvider(CASSANDRA.session()).getDefinedUserType("mailboxbase"))
                .isNotNull();
        var keyspace = CASSANDRA
                .session()
                .getMetadata()
                .getKeyspace(CASSANDRA.session().getKeyspace().orElseThrow())
                .orElseThrow();
        assertThat(JamesTables.ALL.moduleTables()).allSatisfy(table -> assertThat(keyspace.getTable(table.getName()))
                .isPresent());
    }

    @Test
    void compressesInTheChunksThatJamesAsksFor() {
        assertThat(CASSANDRA
                        .session()
                        .execute(
                                "SELECT compression FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?",
                                CASSANDRA.session().getKeyspace().orElseThrow().asInternal(),
                                "imapuidtable")
                        .one()
                        .getMap("compression", String.class, String.class))
                .containsEntry("chunk_length_in_kb", "8");
    }
}
