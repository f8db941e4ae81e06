package org.waypost.server.command.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.waypost.server.command.Installation;

/** Starts the server in the background, apart from the terminal. */
public final class ServerProcess {
    private ServerProcess() {}

    /** Where the server's own output goes when it runs in the background. */
    public static Path console(Installation installation) {
        return installation.log().resolve("console.log");
    }

    /**
     * Starts {@code waypost run} as a process of its own session, so that neither Ctrl-C nor the end of the terminal
     * reaches it.
     */
    public static Process start(Installation installation) throws IOException {
        Files.createDirectories(installation.log());
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(launcher(installation));
        command.addAll(List.of(
                "run",
                "--home",
                installation.home().toString(),
                "--conf",
                installation.conf().toString(),
                "--var",
                installation.var().toString(),
                "--log",
                installation.log().toString()));
        File console = console(installation).toFile();
        // Another user may have started the server before: the folder's owner may replace the file, not write to it.
        Files.deleteIfExists(console.toPath());
        Files.createFile(console.toPath());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console))
                .redirectErrorStream(true);
        return builder.start();
    }

    /** The launch script of the bundle; without one, this Java with this class path. */
    private static List<String> launcher(Installation installation) {
        Path script = installation.home().resolve("bin").resolve("waypost");
        if (Files.isExecutable(script)) {
            return List.of(script.toString());
        }
        Path lib = installation.home().resolve("lib");
        String classPath = Files.isDirectory(lib) ? lib.resolve("*").toString() : System.getProperty("java.class.path");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "org.waypost.server.command.CommandLineMain");
    }

    /** Asks a process to stop and waits. Whether it ended in time. */
    public static boolean stop(ProcessHandle process, long seconds) throws InterruptedException {
        process.destroy();
        return ended(process, seconds);
    }

    /** Ends a process at once and waits. Whether it ended in time. */
    public static boolean kill(ProcessHandle process, long seconds) throws InterruptedException {
        process.destroyForcibly();
        return ended(process, seconds);
    }

    private static boolean ended(ProcessHandle process, long seconds) throws InterruptedException {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("the end of process " + process.pid() + " can't be awaited", e);
        }
    }
}
