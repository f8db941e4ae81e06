package org.waypost.engines.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bounds that all engines share; errors name key, value and what was expected. */
final class SettingsCheck {
    private static final int HIGHEST_PORT = 65535;

    private SettingsCheck() {}

    static void ports(Map<EnginePort, Integer> ports) {
        Map<Integer, EnginePort> seen = new HashMap<>();
        ports.forEach((port, number) -> {
            if (number < 0 || number > HIGHEST_PORT) {
                throw new IllegalArgumentException(port.key() + ": " + number
                        + ", expected 1 to 65535, or 0 for a free port that is chosen once and remembered");
            }
            EnginePort other = number == 0 ? null : seen.put(number, port);
            if (other != null) {
                throw new IllegalArgumentException(
                        port.key() + ": " + number + " stands in " + other.key() + " too, expected different ports");
            }
        });
    }

    static void heap(Engine engine, int megabytes, int least) {
        if (megabytes < least) {
            throw new IllegalArgumentException(
                    engine.id() + ".heap: " + megabytes + ", expected at least " + least + " (MiB)");
        }
    }

    static List<String> jvmOptions(Engine engine, List<String> options) {
        for (String option : options) {
            if (!option.startsWith("-")) {
                throw new IllegalArgumentException(
                        "JVM options of " + engine.id() + ": '" + option + "', expected options that start with '-'");
            }
            if (option.startsWith("-Xmx") || option.startsWith("-Xms")) {
                throw new IllegalArgumentException("JVM options of " + engine.id() + ": '" + option
                        + "', expected the heap in " + engine.id() + ".heap (MiB)");
            }
        }
        return List.copyOf(options);
    }
}
