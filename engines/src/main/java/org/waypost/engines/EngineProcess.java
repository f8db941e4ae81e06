package org.waypost.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.engines.process.PidFile;
import org.waypost.engines.process.ProcessIdentity;
import org.waypost.engines.process.Spawner;
import org.waypost.engines.program.EngineFolders;
import org.waypost.engines.program.Launch;

/** One run of an engine: its operating system process, from launch to end. */
final class EngineProcess {
    private static final Logger LOGGER = LoggerFactory.getLogger(EngineProcess.class);
    private static final int SIGNAL_BASE = 128;
    /** Set by an administrator for another program, they would change the engine. */
    private static final List<String> NOT_INHERITED = List.of("CLASSPATH", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    /** Held as long as the process runs: its standard input closes with this object, and Tika ends when it does. */
    private final Process process;

    private final PidFile pidFile;

    private EngineProcess(Process process, PidFile pidFile) {
        this.process = process;
        this.pidFile = pidFile;
    }

    static EngineProcess start(Launch launch, EngineFolders folders) throws IOException {
        Path console = folders.console();
        if (Files.exists(console)) {
            Files.move(console, console.resolveSibling("console.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(folders.var().toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        NOT_INHERITED.forEach(builder.environment()::remove);
        Process process = Spawner.start(builder);
        PidFile pidFile = new PidFile(folders.pidFile());
        ProcessIdentity.of(process.pid()).ifPresent(pidFile::write);
        return new EngineProcess(process, pidFile);
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean alive() {
        return process.isAlive();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Returns when the process has ended. */
    void awaitEnd() throws InterruptedException {
        process.waitFor();
        pidFile.delete();
    }

    /** SIGTERM and, after the deadline, SIGKILL; whether it ended without that. */
    boolean stop(Duration deadline) throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.warn("Process {} did not end within {} s of SIGTERM, killing it", pid(), deadline.toSeconds());
            process.toHandle().destroyForcibly();
            process.waitFor();
            return false;
        }
        return true;
    }

    /** How the process ended, in words. */
    String exit() {
        int code = process.exitValue();
        return code > SIGNAL_BASE ? "killed by signal " + (code - SIGNAL_BASE) : "exit code " + code;
    }
}
