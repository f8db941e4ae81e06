package org.waypost.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.CommitLogSync;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.Supervision;

/** What Cassandra acknowledged is there after it was killed, whichever way of writing is chosen. */
class CommitLogSyncIT {
    private static final int ROWS = 500;

    @TempDir
    Path folder;

    private LocalEngine start(CommitLogSync sync) {
        return LocalEngine.prepare(
                        CassandraSettings.forTests().withCommitLogSync(sync),
                        new EngineHome(Path.of(System.getProperty("waypost.root"))),
                        folder,
                        folder.resolve("log"),
                        Supervision.defaults().withoutRestart().withoutClassArchive(),
                        EngineListener.none())
                .launch()
                .awaitReady();
    }

    @ParameterizedTest
    @EnumSource(CommitLogSync.class)
    void acknowledgedWritesSurviveTheKillOfCassandra(CommitLogSync sync) throws Exception {
        try (LocalEngine cassandra = start(sync);
                CqlFrames cql = new CqlFrames(cassandra.port(EnginePort.CQL))) {
            assertThat(cql.query("SELECT value FROM system_views.settings WHERE name = 'commitlog_sync'"))
                    .contains(sync.name().toLowerCase(Locale.ROOT));
            cql.query("CREATE KEYSPACE kept WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            cql.query("CREATE TABLE kept.rows (id int PRIMARY KEY, value text)");
            for (int row = 0; row < ROWS; row++) {
                cql.query("INSERT INTO kept.rows (id, value) VALUES (" + row + ", 'row')");
            }
            ProcessHandle process = cassandra.handle().orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        }
        try (LocalEngine cassandra = start(sync);
                CqlFrames cql = new CqlFrames(cassandra.port(EnginePort.CQL))) {
            assertThat(cql.query("SELECT CAST(count(*) AS text) FROM kept.rows"))
                    .endsWith(Integer.toString(ROWS));
        }
    }
}
