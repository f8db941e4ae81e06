package org.waypost.server.command.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.waypost.server.command.Installation;
import org.waypost.server.configuration.reading.PropertiesText;

/** Memory of the machine against the heaps of the server and its local engines. */
public final class MemoryCheck implements Check {
    /** What a Java program needs besides its heap, in megabytes: code, threads, buffers. */
    private static final long BESIDES = 200;

    private static final long UNLIMITED = 1L << 40;

    @Override
    public List<Result> look(Patient patient) {
        try {
            return List.of(judge(available(), needed(patient.installation())));
        } catch (IOException | NumberFormatException e) {
            return List.of(
                    Result.warning("memory", "can't be found out: " + e.getMessage(), "Run the doctor as root."));
        }
    }

    static Result judge(long available, long needed) {
        String found = "this machine has " + available + " MB; the server and its engines may use " + needed + " MB";
        String remedy =
                "Give the machine more memory, or lower heap in jvm.properties and the heaps in engines.properties.";
        if (needed > available) {
            return Result.error("memory", found, remedy);
        }
        return needed > available * 85 / 100 ? Result.warning("memory", found, remedy) : Result.ok("memory", found);
    }

    private static long needed(Installation installation) throws IOException {
        PropertiesText engines =
                PropertiesText.readIfPresent(installation.conf().resolve("engines.properties"));
        PropertiesText jvm = PropertiesText.readIfPresent(installation.conf().resolve("jvm.properties"));
        return megabytes(jvm.value("heap").orElse("1g"))
                + BESIDES
                + engine(engines, "cassandra", "512")
                + engine(engines, "opensearch", "512")
                + engine(engines, "tika", "256");
    }

    private static long engine(PropertiesText engines, String engine, String heap) {
        return "local".equals(engines.value(engine + ".mode").orElse("local"))
                ? Long.parseLong(engines.value(engine + ".heap").orElse(heap)) + BESIDES
                : 0;
    }

    static long megabytes(String heap) {
        String text = heap.toLowerCase(Locale.ROOT);
        char unit = text.charAt(text.length() - 1);
        long number = Long.parseLong(Character.isDigit(unit) ? text : text.substring(0, text.length() - 1));
        return switch (unit) {
            case 'g' -> number << 10;
            case 'm' -> number;
            case 'k' -> number >> 10;
            default -> number >> 20;
        };
    }

    /** Memory of the machine, or the limit of the control group when that is less. */
    private static long available() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(text -> text.startsWith("MemTotal:"))
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/meminfo has no MemTotal"));
        long machine = Long.parseLong(line.split("\\s+")[1]) >> 10;
        return Math.min(machine, group(Path.of("/sys/fs/cgroup/memory.max")));
    }

    private static long group(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return UNLIMITED;
        }
        String text = Files.readString(file).strip();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) >> 20 : UNLIMITED;
    }
}
