package org.waypost.engines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.engines.data.DiskSpace;
import org.waypost.engines.data.VarFolder;
import org.waypost.engines.failure.EngineFailure;
import org.waypost.engines.process.JavaRuntime;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.EnginesSettings;

/**
 * All engines that this server runs itself. {@link #launch} checks everything that can be checked before, launches them at
 * the same time and returns; {@link #awaitReady()} waits; {@link #close} stops Tika, OpenSearch and Cassandra, in this order,
 * so that whoever writes ends before what it writes to.
 */
public final class Engines implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Engines.class);

    private final List<LocalEngine> engines;

    private Engines(List<LocalEngine> engines) {
        this.engines = engines;
    }

    /**
     * Checks and launches.
     *
     * @param settings which engines, and how
     * @param home where their files are
     * @param var the var folder, which stays open until the engines are closed
     * @param log the log folder of the server
     * @param listener hears of every change
     * @throws EngineFailure wrong Java, too little disk, files missing, a port taken, a folder not writable; nothing runs then
     */
    public static Engines launch(
            EnginesSettings settings, EngineHome home, VarFolder var, Path log, EngineListener listener) {
        JavaRuntime.current().require();
        DiskSpace.require(var.path(), settings.leastFreeMegabytes());
        List<LocalEngine> prepared = new ArrayList<>();
        settings.local().stream()
                .sorted(Comparator.comparing(EngineSettings::engine))
                .forEach(engine -> prepared.add(
                        LocalEngine.prepare(engine, home, var.path(), log, settings.supervision(), listener)));
        prepared.forEach(LocalEngine::launch);
        return new Engines(List.copyOf(prepared));
    }

    /**
     * Waits until every engine is ready.
     *
     * @throws EngineFailure of the first that failed; the others are stopped then
     */
    public Engines awaitReady() {
        try {
            Readiness.await(allOrFirstFailure());
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private CompletableFuture<Void> allOrFirstFailure() {
        CompletableFuture<Void> outcome = CompletableFuture.allOf(
                engines.stream().map(LocalEngine::firstReady).toArray(CompletableFuture[]::new));
        CompletableFuture<Void> failure = new CompletableFuture<>();
        for (LocalEngine engine : engines) {
            engine.firstReady().exceptionally(cause -> {
                failure.completeExceptionally(cause);
                return null;
            });
        }
        return outcome.applyToEither(failure, nothing -> nothing);
    }

    /**
     * Waits until one engine is ready, and returns at once when it is an external one.
     *
     * @throws EngineFailure when it failed; the others go on
     */
    public void awaitReady(Engine engine) {
        find(engine).ifPresent(LocalEngine::awaitReady);
    }

    /** The engine, when it runs here. */
    public Optional<LocalEngine> find(Engine engine) {
        return engines.stream().filter(local -> local.engine() == engine).findFirst();
    }

    /**
     * The number of a port of an engine that runs here.
     *
     * @throws IllegalArgumentException when the engine is an external one
     */
    public int port(EnginePort port) {
        return find(port.engine())
                .orElseThrow(() -> new IllegalArgumentException(port.engine() + " does not run on this machine"))
                .port(port);
    }

    /** What is known about each, Cassandra first. */
    public List<EngineStatus> statuses() {
        return engines.stream().map(LocalEngine::status).toList();
    }

    @Override
    public void close() {
        List<LocalEngine> lastFirst = new ArrayList<>(engines);
        Collections.reverse(lastFirst);
        for (LocalEngine engine : lastFirst) {
            try {
                engine.close();
            } catch (RuntimeException e) {
                LOGGER.error("{} could not be stopped", engine.engine(), e);
            }
        }
    }
}
