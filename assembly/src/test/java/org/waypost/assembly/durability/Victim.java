package org.waypost.assembly.durability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.waypost.assembly.e2e.BundleServer;

/** What is killed, and how its process is recognised among those of the server. */
enum Victim {
    SERVER(""),
    CASSANDRA("org.apache.cassandra.service.CassandraDaemon"),
    OPENSEARCH("org.opensearch.bootstrap.OpenSearch"),
    TIKA("tika-server");

    private final String mark;

    Victim(String mark) {
        this.mark = mark;
    }

    /** Its process, when it runs. */
    Optional<ProcessHandle> process(BundleServer server) {
        if (this == SERVER) {
            return Optional.of(server.process()).filter(ProcessHandle::isAlive);
        }
        return server.process()
                .children()
                .filter(ProcessHandle::isAlive)
                .filter(child -> commandLine(child).contains(mark))
                .findFirst();
    }

    /** Ends it with SIGKILL, and returns when it is gone. */
    void kill(BundleServer server) {
        ProcessHandle process = process(server).orElseThrow(() -> new AssertionError(this + " does not run"));
        process.destroyForcibly();
        process.onExit().join();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException endedMeanwhile) {
            return "";
        } catch (IOException e) {
            throw new AssertionError("/proc/" + process.pid() + "/cmdline can't be read", e);
        }
    }
}
