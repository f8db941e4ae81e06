package org.waypost.server.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Memory of a process and all its children, in kilobytes by name. It is the proportional set size: what several processes
 * share counts in part for each, so the sum is what the machine really gives.
 */
public record ProcessMemory(Map<String, Long> kilobytes) {
    private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB$");

    public ProcessMemory {
        kilobytes = new LinkedHashMap<>(kilobytes);
    }

    /** Measures now. A process that ends meanwhile counts for nothing. */
    public static ProcessMemory of(ProcessHandle root) {
        Map<String, Long> measured = new LinkedHashMap<>();
        Stream.concat(Stream.of(root), root.descendants())
                .forEach(process -> measured.merge(name(process), pss(process), Long::sum));
        measured.values().removeIf(kilobytes -> kilobytes == 0);
        return new ProcessMemory(measured);
    }

    /** The sum over all processes, in megabytes (2^20 bytes). */
    public long totalMegabytes() {
        return kilobytes.values().stream().mapToLong(Long::longValue).sum() / 1024;
    }

    /** Such as {@code 2310 MB (server 820, cassandra 640, opensearch 560, tika 290)}. */
    @Override
    public String toString() {
        return totalMegabytes() + " MB ("
                + kilobytes.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue() / 1024)
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** The name of a process by its command line. */
    static String nameOf(String commandLine) {
        if (commandLine.contains("org.waypost.server.Main")) {
            return "server";
        }
        if (commandLine.contains("CassandraDaemon")) {
            return "cassandra";
        }
        if (commandLine.contains("org.apache.tika") || commandLine.contains("tika-server")) {
            return "tika";
        }
        if (commandLine.contains("org.opensearch")) {
            return "opensearch";
        }
        String program = commandLine.split("\0", 2)[0];
        return program.substring(program.lastIndexOf('/') + 1);
    }

    private static String name(ProcessHandle process) {
        return nameOf(read(process, "cmdline"));
    }

    private static long pss(ProcessHandle process) {
        Matcher matcher = PSS.matcher(read(process, "smaps_rollup"));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file)),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
