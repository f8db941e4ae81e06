package org.waypost.engines.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The local Tika server.
 *
 * @param port port of its HTTP interface, 0 for a free one
 * @param heapMegabytes heap in MiB, at least 64; a file that needs more ends the process, which is started again
 * @param parseDeadline how long one file may take before the process ends itself, 1 s to 1 h
 * @param jvmOptions further options for the JVM
 */
public record TikaSettings(int port, int heapMegabytes, Duration parseDeadline, List<String> jvmOptions)
        implements EngineSettings {
    public static final int LEAST_HEAP = 64;

    public TikaSettings {
        Objects.requireNonNull(parseDeadline, "parseDeadline");
        SettingsCheck.ports(Map.of(EnginePort.TIKA_HTTP, port));
        SettingsCheck.heap(Engine.TIKA, heapMegabytes, LEAST_HEAP);
        if (parseDeadline.compareTo(Duration.ofSeconds(1)) < 0 || parseDeadline.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("tika.timeout: " + parseDeadline + ", expected 1 s to 1 h");
        }
        jvmOptions = SettingsCheck.jvmOptions(Engine.TIKA, jvmOptions);
    }

    /** What an installed server runs with. */
    public static TikaSettings defaults() {
        return new TikaSettings(EnginePort.TIKA_HTTP.defaultNumber(), 192, Duration.ofSeconds(30), List.of());
    }

    /** A free port and a quick start for tests. */
    public static TikaSettings forTests() {
        return new TikaSettings(0, 256, Duration.ofMinutes(1), List.of("-XX:TieredStopAtLevel=1"));
    }

    public TikaSettings withPort(int number) {
        return new TikaSettings(number, heapMegabytes, parseDeadline, jvmOptions);
    }

    public TikaSettings withHeapMegabytes(int heap) {
        return new TikaSettings(port, heap, parseDeadline, jvmOptions);
    }

    public TikaSettings withParseDeadline(Duration deadline) {
        return new TikaSettings(port, heapMegabytes, deadline, jvmOptions);
    }

    public TikaSettings withJvmOptions(List<String> options) {
        return new TikaSettings(port, heapMegabytes, parseDeadline, options);
    }

    @Override
    public Engine engine() {
        return Engine.TIKA;
    }

    @Override
    public Map<EnginePort, Integer> ports() {
        return Map.of(EnginePort.TIKA_HTTP, port);
    }
}
