package org.waypost.server.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.waypost.server.command.process.PidFile;
import org.waypost.server.command.process.ServerProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waypost stop}. */
@Command(
        name = "stop",
        description =
                "Stop the server: it takes no more mail, ends what is in progress and stops its engines. Exits with 3 when it isn't running.")
final class StopVerb extends Verb {
    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "90",
            description = "How long to wait for its end (default: ${DEFAULT-VALUE}).")
    long timeout;

    @Option(
            names = "--force",
            description =
                    "Kill it when it hasn't ended by then. Mail is safe; counters are recomputed at the next start.")
    boolean force;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = installation();
        ProcessHandle process = new PidFile(installation.pidFile())
                .running()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_RUNNING,
                        "No server is running with its data in " + installation.var() + ".",
                        "If it runs elsewhere, give its folder with --var."));
        output().note("Stopping process " + process.pid() + ".");
        boolean killed = false;
        if (!stop(process)) {
            if (!force) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "The server, process " + process.pid() + ", hasn't ended after " + timeout + " seconds.",
                        "Wait and look at " + installation.log() + ", or kill it: waypost stop --force");
            }
            killed = ServerProcess.kill(process, 30);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("stopped", true);
        result.put("killed", killed);
        result.put("pid", process.pid());
        say(killed ? "Killed." : "Stopped.", result);
        return ExitCode.OK;
    }

    private boolean stop(ProcessHandle process) throws InterruptedException {
        try {
            return ServerProcess.stop(process, timeout);
        } catch (SecurityException | IllegalStateException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "Process " + process.pid() + " can't be stopped by this user: " + e.getMessage(),
                    "Run the command as root or as the user of the server.");
        }
    }
}
