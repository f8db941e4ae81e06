package org.waypost.server.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.waypost.server.command.process.PidFile;
import org.waypost.server.command.process.ServerProcess;
import org.waypost.server.command.remote.WebAdminClient;
import org.waypost.server.configuration.ConfigurationChecker;
import org.waypost.server.configuration.ConfigurationRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waypost start}. */
@Command(
        name = "start",
        description =
                "Start the server in the background and wait until it is ready. Exits with 6 when it runs already.")
final class StartVerb extends Verb {
    private static final Duration STEP = Duration.ofMillis(500);

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long to wait until it is ready (default: ${DEFAULT-VALUE}).")
    long timeout;

    private long shown;

    static CommandFailure runsAlready(ProcessHandle process, Installation installation) {
        return new CommandFailure(
                ExitCode.CONFLICT,
                "The server runs already, as process " + process.pid() + ", with its data in " + installation.var()
                        + ".",
                "Look at: waypost status");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = installation();
        Optional<ProcessHandle> running = new PidFile(installation.pidFile()).running();
        if (running.isPresent()) {
            throw runsAlready(running.get(), installation);
        }
        try {
            ConfigurationChecker.require(installation.conf());
        } catch (ConfigurationRefused e) {
            throw new CommandFailure(ExitCode.CONFIGURATION, e.getMessage(), "");
        }
        long begin = System.nanoTime();
        Process process = ServerProcess.start(installation);
        output().note("Starting, with output in " + ServerProcess.console(installation));
        awaitReady(process, installation, begin);
        double seconds = Math.round((System.nanoTime() - begin) / 1e8) / 10.0;
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("started", true);
        result.put("pid", process.pid());
        result.put("seconds", seconds);
        say("Ready after " + seconds + " seconds, as process " + process.pid() + ".", result);
        return ExitCode.OK;
    }

    private void awaitReady(Process process, Installation installation, long begin)
            throws IOException, InterruptedException {
        while (!ready(installation)) {
            progress(installation);
            if (process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                progress(installation);
                throw new CommandFailure(
                        process.exitValue() == ExitCode.CONFIGURATION ? ExitCode.CONFIGURATION : ExitCode.FAILURE,
                        "The server ended while it started, with exit code " + process.exitValue() + "."
                                + System.lineSeparator() + lastLines(ServerProcess.console(installation)),
                        "Look at the lines above, at " + installation.log() + " and at: waypost doctor");
            }
            if (Duration.ofNanos(System.nanoTime() - begin).toSeconds() >= timeout) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "The server isn't ready after " + timeout + " seconds; it goes on starting as process "
                                + process.pid() + ".",
                        "Look at: waypost status, and " + installation.log());
            }
        }
        progress(installation);
    }

    /** Ready means that WebAdmin answers and no health check fails: it is the last listener that opens. */
    private static boolean ready(Installation installation) {
        try {
            return WebAdminClient.of(installation, Duration.ofSeconds(10))
                    .get("/healthcheck")
                    .done();
        } catch (CommandFailure e) {
            if (e.exitCode() == ExitCode.NOT_RUNNING || e.exitCode() == ExitCode.REFUSED) {
                // Not yet: neither the listener nor the token exist before the end of the first start.
                return false;
            }
            throw e;
        }
    }

    /** Shows what the server printed since the last time. */
    private void progress(Installation installation) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(ServerProcess.console(installation).toFile(), "r")) {
            long length = file.length();
            if (length > shown) {
                byte[] fresh = new byte[(int) Math.min(length - shown, 65536)];
                file.seek(shown);
                file.readFully(fresh);
                String text = new String(fresh, StandardCharsets.UTF_8);
                int end = text.lastIndexOf('\n') + 1;
                text.substring(0, end).lines().forEach(output()::note);
                shown += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
            }
        }
    }

    private static String lastLines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
