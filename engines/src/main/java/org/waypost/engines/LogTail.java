package org.waypost.engines;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last lines of the logs of an engine, for the message about its failure. */
final class LogTail {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogTail.class);
    private static final int LINES = 12;
    private static final int BYTES = 8 * 1024;

    private LogTail() {}

    static String of(List<Path> logs) {
        String tail = logs.stream()
                .map(log -> last(log).stream().map(line -> "  " + line + "\n").collect(Collectors.joining()))
                .filter(lines -> !lines.isBlank())
                .collect(Collectors.joining());
        return tail.isEmpty() ? "  (nothing in " + logs + ")\n" : tail;
    }

    private static List<String> last(Path log) {
        if (Files.notExists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException e) {
            LOGGER.warn("{} could not be read", log, e);
            return List.of();
        }
    }
}
