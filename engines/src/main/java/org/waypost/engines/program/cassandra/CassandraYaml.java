package org.waypost.engines.program.cassandra;

import java.util.Map;
import org.waypost.engines.program.ConfigFile;
import org.waypost.engines.program.EngineFolders;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.EnginePort;

/** The values of {@code cassandra.yaml} that follow from settings, folders and ports. */
final class CassandraYaml {

    private CassandraYaml() {}

    static Map<String, String> values(
            CassandraSettings settings, EngineFolders folders, Map<EnginePort, Integer> ports) {
        return Map.of(
                "TOKENS", Integer.toString(settings.tokens()),
                "DATA", ConfigFile.quoted(folders.var().resolve("data")),
                "COMMITLOG", ConfigFile.quoted(folders.var().resolve("commitlog")),
                "CACHES", ConfigFile.quoted(folders.var().resolve("saved_caches")),
                "HINTS", ConfigFile.quoted(folders.var().resolve("hints")),
                "SYNC", sync(settings),
                "CQL_PORT", ports.get(EnginePort.CQL).toString(),
                "STORAGE_PORT", ports.get(EnginePort.STORAGE).toString(),
                "AUTO_SNAPSHOT", Boolean.toString(settings.autoSnapshot()),
                "MEMTABLE_MEGABYTES", Integer.toString(settings.heapMegabytes() / 4));
    }

    private static String sync(CassandraSettings settings) {
        return switch (settings.commitLogSync()) {
            case BATCH -> "commitlog_sync: batch";
            case GROUP ->
                "commitlog_sync: group\ncommitlog_sync_group_window: "
                        + settings.commitLogWindow().toMillis() + "ms";
        };
    }
}
