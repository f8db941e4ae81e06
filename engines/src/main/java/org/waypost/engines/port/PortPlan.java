package org.waypost.engines.port;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.waypost.engines.failure.FolderUnusable;
import org.waypost.engines.failure.PortTaken;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.EngineSettings;

/**
 * Turns the ports of the settings into those to listen on. A fixed port must be free. For 0 a free one is chosen and
 * remembered in the file {@code ports} beside the data, and taken again at the next start; when somebody else took it
 * meanwhile, another one is chosen.
 */
public final class PortPlan {
    private static final String FILE = "ports";

    private PortPlan() {}

    /**
     * Settles the ports of one engine.
     *
     * @param var folder of the engine's data
     * @throws PortTaken when a fixed port is in use
     */
    public static Map<EnginePort, Integer> settle(EngineSettings settings, Path var) {
        Properties remembered = read(var.resolve(FILE));
        Set<Integer> used = new HashSet<>(settings.ports().values());
        Map<EnginePort, Integer> settled = new EnumMap<>(EnginePort.class);
        Properties chosen = new Properties();
        settings.ports().forEach((port, number) -> {
            if (number == 0) {
                int free = again(remembered.getProperty(port.key(), ""), used);
                used.add(free);
                chosen.setProperty(port.key(), Integer.toString(free));
                settled.put(port, free);
            } else {
                if (!LoopbackPorts.isFree(number)) {
                    throw new PortTaken(port, number, PortHolder.describe(number));
                }
                settled.put(port, number);
            }
        });
        if (!chosen.equals(remembered)) {
            write(var.resolve(FILE), chosen);
        }
        return Map.copyOf(settled);
    }

    private static int again(String remembered, Set<Integer> used) {
        if (remembered.matches("[1-9][0-9]{0,4}")) {
            int port = Integer.parseInt(remembered);
            if (!used.contains(port) && LoopbackPorts.isFree(port)) {
                return port;
            }
        }
        return LoopbackPorts.choose(used);
    }

    private static Properties read(Path file) {
        Properties ports = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                ports.load(reader);
            } catch (IOException e) {
                throw new FolderUnusable(file, e);
            }
        }
        return ports;
    }

    private static void write(Path file, Properties ports) {
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                ports.store(writer, "Chosen because the settings say 0");
            }
        } catch (IOException e) {
            throw new FolderUnusable(file, e);
        }
    }
}
