package org.waypost.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.engines.data.DiskSpace;
import org.waypost.engines.failure.DiskFull;
import org.waypost.engines.failure.EngineDied;
import org.waypost.engines.failure.EngineFailure;
import org.waypost.engines.failure.FolderUnusable;
import org.waypost.engines.failure.NotReadyInTime;
import org.waypost.engines.port.PortPlan;
import org.waypost.engines.process.PidFile;
import org.waypost.engines.program.ClassArchive;
import org.waypost.engines.program.EngineFolders;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.program.EngineProgram;
import org.waypost.engines.program.Launch;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.Supervision;

/**
 * One engine on this machine: launched, watched, launched again when it dies, stopped. When its first launch fails it stays
 * stopped and says why; once it has been ready, it is started again for as long as it takes.
 */
public final class LocalEngine implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LocalEngine.class);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);
    /** An engine that dies with less than this free died of it. */
    private static final int LEAST_TO_WORK_MEGABYTES = 32;

    private final EngineProgram program;
    private final EngineFolders folders;
    private final Map<EnginePort, Integer> ports;
    private final Supervision supervision;
    private final EngineListener listener;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final Thread thread;
    private volatile EngineProcess process;
    private volatile EngineStatus status;
    /** Null when none is wanted. */
    private ClassArchive archive;

    private int restarts;

    private LocalEngine(
            EngineProgram program,
            EngineFolders folders,
            Map<EnginePort, Integer> ports,
            Supervision supervision,
            EngineListener listener) {
        this.program = program;
        this.folders = folders;
        this.ports = ports;
        this.supervision = supervision;
        this.listener = listener;
        this.thread = new Thread(this::supervise, "engine-" + folders.engine().id());
        thread.setDaemon(true);
        this.status = new EngineStatus(folders.engine(), EngineState.STOPPED, "", 0, 0, Instant.now(), ports);
    }

    /**
     * Ends what a former server left over, settles the ports, makes the folders. Nothing runs yet.
     *
     * @param var var folder of the server, held by the caller
     * @throws EngineFailure when files are missing, a port is taken or a folder can't be written
     */
    public static LocalEngine prepare(
            EngineSettings settings,
            EngineHome home,
            Path var,
            Path log,
            Supervision supervision,
            EngineListener listener) {
        EngineFolders folders = EngineFolders.of(settings.engine(), home, var, log);
        folders.create();
        new PidFile(folders.pidFile()).endOrphan(folders.mark());
        Map<EnginePort, Integer> ports = PortPlan.settle(settings, folders.var());
        return new LocalEngine(Programs.of(settings), folders, ports, supervision, listener);
    }

    /** Launches it and returns at once. */
    public LocalEngine launch() {
        thread.start();
        return this;
    }

    /**
     * Waits until it is ready for the first time.
     *
     * @throws EngineFailure when it died or its deadline passed
     */
    public LocalEngine awaitReady() {
        Readiness.await(firstReady);
        return this;
    }

    /** Completed when it is ready for the first time, or failed before. */
    CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    public Engine engine() {
        return folders.engine();
    }

    public EngineStatus status() {
        return status;
    }

    /** The number that it listens on. */
    public int port(EnginePort port) {
        return ports.get(port);
    }

    /** Its process now; empty while there is none. */
    public Optional<ProcessHandle> handle() {
        return Optional.ofNullable(process).map(EngineProcess::handle);
    }

    /** Stops it (SIGTERM, after the stop deadline SIGKILL) and returns when it has ended. */
    @Override
    public void close() {
        stop.complete(null);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void supervise() {
        try {
            int deaths = 0;
            while (!stop.isDone()) {
                Instant launched = Instant.now();
                EngineFailure failure = runOnce(launched);
                if (stop.isDone()) {
                    break;
                }
                if (!firstReady.isDone() || !supervision.restart()) {
                    become(EngineState.STOPPED, failure.getMessage());
                    firstReady.completeExceptionally(failure);
                    return;
                }
                if (Duration.between(launched, Instant.now())
                                .compareTo(supervision.backoff().calm())
                        > 0) {
                    deaths = 0;
                }
                Duration delay = supervision.backoff().delay(deaths++);
                LOGGER.error("{}; starting it again in {} ms", failure.getMessage(), delay.toMillis());
                become(
                        EngineState.RESTARTING,
                        failure.whatHappened() + " ("
                                + failure.value().lines().findFirst().orElse("") + ")");
                restarts++;
                stopAskedWithin(delay);
            }
            become(EngineState.STOPPED, "");
        } catch (InterruptedException | RuntimeException e) {
            LOGGER.error("The supervision of {} ended", engine(), e);
            become(EngineState.STOPPED, e.toString());
            firstReady.completeExceptionally(e);
        }
        firstReady.completeExceptionally(new EngineDied(engine(), "stopped before it was ready", ""));
    }

    /** Launches the process and returns when it has ended, with the reason. */
    private EngineFailure runOnce(Instant launched) throws InterruptedException {
        try {
            Launch launch = program.prepare(folders, ports);
            archive = supervision.archiveClasses() ? ClassArchive.of(folders) : null;
            process = EngineProcess.start(archive == null ? launch : archive.with(launch), folders);
        } catch (IOException e) {
            return new FolderUnusable(folders.var(), e);
        }
        EngineProcess running = process;
        try {
            become(EngineState.STARTING, "");
            Optional<EngineFailure> failure = awaitAnswer(running, launched);
            if (failure.isEmpty()) {
                become(EngineState.READY, "");
                firstReady.complete(null);
                CompletableFuture.anyOf(running.onExit(), stop).join();
            }
            if (running.alive()) {
                become(
                        EngineState.STOPPING,
                        failure.map(EngineFailure::whatHappened).orElse(""));
                if (running.stop(supervision.stopDeadline())) {
                    keepArchive();
                }
            }
            running.awaitEnd();
            return failure.orElseGet(() -> died(running));
        } finally {
            process = null;
        }
    }

    /** Asks until there is an answer; empty when it is ready or its end was asked for. */
    private Optional<EngineFailure> awaitAnswer(EngineProcess running, Instant launched) {
        Duration reported = Duration.ZERO;
        while (!answers()) {
            Duration waited = Duration.between(launched, Instant.now());
            if (!running.alive()) {
                return Optional.of(died(running));
            }
            if (waited.compareTo(supervision.startDeadline()) > 0) {
                return Optional.of(new NotReadyInTime(engine(), waited, LogTail.of(program.logs(folders))));
            }
            if (waited.minus(reported).compareTo(BETWEEN_REPORTS) > 0) {
                reported = waited;
                listener.waiting(status, waited);
            }
            if (stopAskedWithin(BETWEEN_QUESTIONS)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean answers() {
        try {
            return program.ready(ports);
        } catch (IOException e) {
            LOGGER.trace("{} does not answer yet: {}", engine(), e.toString());
            return false;
        }
    }

    private void keepArchive() {
        try {
            if (archive != null) {
                archive.keep();
            }
        } catch (IOException e) {
            LOGGER.warn("The class archive of {} was not kept; its next start takes longer", engine(), e);
        }
    }

    private EngineFailure died(EngineProcess ended) {
        long free = DiskSpace.freeMegabytes(folders.var());
        if (free < LEAST_TO_WORK_MEGABYTES) {
            return new DiskFull(folders.var(), free, LEAST_TO_WORK_MEGABYTES);
        }
        return new EngineDied(engine(), ended.exit(), LogTail.of(program.logs(folders)));
    }

    private boolean stopAskedWithin(Duration patience) {
        try {
            stop.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The supervision of " + engine() + " was disturbed", e);
        }
    }

    private void become(EngineState state, String reason) {
        EngineProcess running = process;
        long pid = running == null ? 0 : running.pid();
        status = new EngineStatus(engine(), state, reason, pid, restarts, Instant.now(), ports);
        try {
            listener.changed(status);
        } catch (RuntimeException e) {
            LOGGER.error("The listener of {} failed", engine(), e);
        }
    }
}
