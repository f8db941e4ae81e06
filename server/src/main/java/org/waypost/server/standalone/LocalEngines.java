package org.waypost.server.standalone;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.CommitLogSync;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.EnginesSettings;
import org.waypost.engines.settings.OpenSearchSettings;
import org.waypost.engines.settings.Supervision;
import org.waypost.engines.settings.TikaSettings;

/** Reads the settings of the engines that the server starts itself. */
final class LocalEngines {
    private static final int MOST_HEAP = 65536;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration PARSE = Duration.ofMinutes(1);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(1);

    private final PropertiesFile file;

    LocalEngines(PropertiesFile file) {
        this.file = file;
    }

    EnginesSettings read() {
        List<EngineSettings> local = new ArrayList<>();
        if (EngineMode.of(file, "cassandra") == EngineMode.LOCAL) {
            local.add(cassandra());
        }
        if (EngineMode.of(file, "opensearch") == EngineMode.LOCAL) {
            local.add(OpenSearchSettings.defaults()
                    .withPorts(file.port("opensearch.port", 9200), file.port("opensearch.transport.port", 9300))
                    .withHeapMegabytes(file.number("opensearch.heap", 256, OpenSearchSettings.LEAST_HEAP, MOST_HEAP))
                    .withJvmOptions(options("opensearch.options")));
        }
        if (EngineMode.of(file, "tika") == EngineMode.LOCAL) {
            local.add(TikaSettings.defaults()
                    .withPort(file.port("tika.port", 9998))
                    .withHeapMegabytes(file.number("tika.heap", 192, TikaSettings.LEAST_HEAP, MOST_HEAP))
                    .withParseDeadline(file.duration("tika.timeout", PARSE, LEAST, MOST))
                    .withJvmOptions(options("tika.options")));
        }
        return new EnginesSettings(
                local,
                supervision(),
                file.megabytes("disk.minimum.free", EnginesSettings.DEFAULT_LEAST_FREE_MEGABYTES));
    }

    private CassandraSettings cassandra() {
        return CassandraSettings.defaults()
                .withPorts(file.port("cassandra.port", 9042), file.port("cassandra.storage.port", 7000))
                .withHeapMegabytes(file.number("cassandra.heap", 512, CassandraSettings.LEAST_HEAP, MOST_HEAP))
                .withCommitLogSync(sync())
                .withJvmOptions(options("cassandra.options"));
    }

    private List<String> options(String key) {
        String value = file.text(key, "");
        List<String> options =
                Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().splitToList(value);
        for (String option : options) {
            if (!option.startsWith("-") || option.startsWith("-Xmx") || option.startsWith("-Xms")) {
                throw file.wrong(key, value, "flags for Java, separated by spaces, without those of the heap");
            }
        }
        return options;
    }

    private Supervision supervision() {
        Supervision supervision =
                Supervision.defaults().withStartDeadline(file.duration("start.timeout", START, LEAST, MOST));
        return "off".equals(System.getenv("WAYPOST_CDS")) ? supervision.withoutClassArchive() : supervision;
    }

    private CommitLogSync sync() {
        String key = "cassandra.commitlog.sync";
        String value = file.text(key, "batch");
        return switch (value) {
            case "batch" -> CommitLogSync.BATCH;
            case "group" -> CommitLogSync.GROUP;
            default ->
                throw file.wrong(
                        key, value, "batch or group (periodic would lose accepted mail when the process is killed)");
        };
    }
}
