package org.waypost.server.command;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import org.waypost.server.command.process.PidFile;
import picocli.CommandLine.Command;

/** {@code waypost run}. */
@Command(
        name = "run",
        description =
                "Run the server in the foreground until Ctrl-C. This is what the service does. Exits with 6 when it runs already.")
final class RunVerb extends Verb {
    @Override
    public Integer call() throws IOException {
        Installation installation = installation();
        PidFile pidFile = new PidFile(installation.pidFile());
        Optional<ProcessHandle> running = pidFile.running();
        if (running.isPresent() && !running.get().equals(ProcessHandle.current())) {
            throw StartVerb.runsAlready(running.get(), installation);
        }
        ServerRunner runner = ServiceLoader.load(ServerRunner.class)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILURE,
                        "The classes of the server aren't on the class path.",
                        "Use bin/waypost of the bundle, or all jars of its lib folder."));
        try {
            pidFile.write(ProcessHandle.current());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "The file " + installation.pidFile() + " can't be written: " + e.getMessage(),
                    "The user of the server must be able to write to " + installation.var() + ".");
        }
        try {
            return runner.run(installation);
        } finally {
            pidFile.removeIfOf(ProcessHandle.current());
        }
    }
}
