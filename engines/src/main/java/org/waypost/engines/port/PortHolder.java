package org.waypost.engines.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.engines.process.ProcessWords;

/** Finds the process that listens on a port, as far as /proc shows it to this user. */
public final class PortHolder {
    private static final Logger LOGGER = LoggerFactory.getLogger(PortHolder.class);
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** For a message: process id and command, or that they can't be seen. */
    public static String describe(int port) {
        return Stream.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))
                .flatMap(table -> inode(table, port).stream())
                .flatMap(inode -> process(inode).stream())
                .findFirst()
                .map(ProcessWords::describe)
                .orElse("a process that this user can not see (try: ss -ltnp 'sport = :" + port + "' as root)");
    }

    /** proc(5), /proc/net/tcp: local address in hexadecimal, state 0A is LISTEN, tenth field the inode of the socket. */
    private static Optional<String> inode(Path table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
            return lines.skip(1)
                    .map(line -> line.trim().split(" +"))
                    .filter(fields -> fields.length > INODE
                            && fields[LOCAL_ADDRESS].endsWith(suffix)
                            && LISTENING.equals(fields[STATE]))
                    .map(fields -> fields[INODE])
                    .findFirst();
        } catch (IOException e) {
            LOGGER.debug("{} is not readable", table, e);
            return Optional.empty();
        }
    }

    private static Optional<Long> process(String inode) {
        String socket = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process.resolve("fd"), socket)) {
                    return Optional.of(Long.valueOf(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            LOGGER.debug("/proc is not readable", e);
        }
        return Optional.empty();
    }

    private static boolean holds(Path descriptors, String socket) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (socket.equals(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            LOGGER.trace("{} is not readable: {}", descriptors, e.toString());
        }
        return false;
    }
}
