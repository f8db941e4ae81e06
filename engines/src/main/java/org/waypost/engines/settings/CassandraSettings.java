package org.waypost.engines.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The local Cassandra.
 *
 * @param cqlPort port of the native protocol, 0 for a free one
 * @param storagePort port between nodes, 0 for a free one; bound although a single node has nobody to talk to
 * @param heapMegabytes heap in MiB, at least 256
 * @param commitLogSync when a write is on disk, before it is answered either way
 * @param commitLogWindow longest time that a write waits for others, 1 ms to 1 s; for {@link CommitLogSync#GROUP} only
 * @param tokens number of ranges of the node, fixed when the data folder is made, 1 to 256
 * @param autoSnapshot keep the files of a table that is dropped or truncated
 * @param jvmOptions further options for the JVM
 */
public record CassandraSettings(
        int cqlPort,
        int storagePort,
        int heapMegabytes,
        CommitLogSync commitLogSync,
        Duration commitLogWindow,
        int tokens,
        boolean autoSnapshot,
        List<String> jvmOptions)
        implements EngineSettings {
    public static final int LEAST_HEAP = 256;
    private static final Duration DEFAULT_WINDOW = Duration.ofMillis(5);
    private static final int MOST_TOKENS = 256;

    public CassandraSettings {
        Objects.requireNonNull(commitLogSync, "commitLogSync");
        SettingsCheck.ports(Map.of(EnginePort.CQL, cqlPort, EnginePort.STORAGE, storagePort));
        SettingsCheck.heap(Engine.CASSANDRA, heapMegabytes, LEAST_HEAP);
        if (commitLogWindow.toMillis() < 1 || commitLogWindow.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException(
                    "cassandra.commitlog.window: " + commitLogWindow.toMillis() + " ms, expected 1 to 1000");
        }
        if (tokens < 1 || tokens > MOST_TOKENS) {
            throw new IllegalArgumentException("cassandra.tokens: " + tokens + ", expected 1 to " + MOST_TOKENS);
        }
        jvmOptions = SettingsCheck.jvmOptions(Engine.CASSANDRA, jvmOptions);
    }

    /** What an installed server runs with. */
    public static CassandraSettings defaults() {
        return new CassandraSettings(
                EnginePort.CQL.defaultNumber(),
                EnginePort.STORAGE.defaultNumber(),
                512,
                CommitLogSync.GROUP,
                DEFAULT_WINDOW,
                16,
                true,
                List.of());
    }

    /** Free ports and a quick start for tests; as durable as the defaults. */
    public static CassandraSettings forTests() {
        return new CassandraSettings(
                0,
                0,
                384,
                CommitLogSync.BATCH,
                DEFAULT_WINDOW,
                1,
                false,
                List.of("-XX:TieredStopAtLevel=1", "-Dcassandra.ring_delay_ms=100"));
    }

    public CassandraSettings withPorts(int cql, int storage) {
        return new CassandraSettings(
                cql, storage, heapMegabytes, commitLogSync, commitLogWindow, tokens, autoSnapshot, jvmOptions);
    }

    public CassandraSettings withHeapMegabytes(int heap) {
        return new CassandraSettings(
                cqlPort, storagePort, heap, commitLogSync, commitLogWindow, tokens, autoSnapshot, jvmOptions);
    }

    public CassandraSettings withCommitLogSync(CommitLogSync sync) {
        return new CassandraSettings(
                cqlPort, storagePort, heapMegabytes, sync, commitLogWindow, tokens, autoSnapshot, jvmOptions);
    }

    public CassandraSettings withCommitLogWindow(Duration window) {
        return new CassandraSettings(
                cqlPort, storagePort, heapMegabytes, commitLogSync, window, tokens, autoSnapshot, jvmOptions);
    }

    public CassandraSettings withJvmOptions(List<String> options) {
        return new CassandraSettings(
                cqlPort, storagePort, heapMegabytes, commitLogSync, commitLogWindow, tokens, autoSnapshot, options);
    }

    @Override
    public Engine engine() {
        return Engine.CASSANDRA;
    }

    @Override
    public Map<EnginePort, Integer> ports() {
        return Map.of(EnginePort.CQL, cqlPort, EnginePort.STORAGE, storagePort);
    }
}
