package org.waypost.engines.settings;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All engines that this server runs itself. An engine that is not in the list is external.
 *
 * @param local at most one of each engine, on different ports
 * @param supervision deadlines and restarts
 * @param leastFreeMegabytes free space that the var folder must have at start, in MiB
 */
public record EnginesSettings(List<EngineSettings> local, Supervision supervision, int leastFreeMegabytes) {
    public static final int DEFAULT_LEAST_FREE_MEGABYTES = 512;

    public EnginesSettings {
        local = List.copyOf(local);
        Map<Engine, EngineSettings> engines = new EnumMap<>(Engine.class);
        Map<Integer, EnginePort> numbers = new HashMap<>();
        for (EngineSettings settings : local) {
            if (engines.put(settings.engine(), settings) != null) {
                throw new IllegalArgumentException(
                        settings.engine() + " stands twice among the local engines, expected once");
            }
            settings.ports().forEach((port, number) -> {
                EnginePort other = number == 0 ? null : numbers.put(number, port);
                if (other != null) {
                    throw new IllegalArgumentException(port.key() + ": " + number + " stands in " + other.key()
                            + " too, expected different ports");
                }
            });
        }
        if (leastFreeMegabytes < 0) {
            throw new IllegalArgumentException(
                    "disk.minimum.free: " + leastFreeMegabytes + ", expected 0 or more (MiB)");
        }
    }

    /** All three engines with their defaults. */
    public static EnginesSettings defaults() {
        return of(CassandraSettings.defaults(), OpenSearchSettings.defaults(), TikaSettings.defaults());
    }

    public static EnginesSettings of(EngineSettings... local) {
        return new EnginesSettings(List.of(local), Supervision.defaults(), DEFAULT_LEAST_FREE_MEGABYTES);
    }

    public EnginesSettings withSupervision(Supervision other) {
        return new EnginesSettings(local, other, leastFreeMegabytes);
    }

    public EnginesSettings withLeastFreeMegabytes(int megabytes) {
        return new EnginesSettings(local, supervision, megabytes);
    }
}
