package org.waypost.testing.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.waypost.engines.EngineListener;
import org.waypost.engines.LocalEngine;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.Supervision;

/**
 * A real engine of a test. It is not started again by itself: a test that kills it decides when it comes back, with
 * {@link #restart()}, on the same data and the same ports.
 */
public final class TestEngine implements AutoCloseable {
    private final EngineSettings settings;
    private final Path folder;
    private final boolean deleteFolder;
    private LocalEngine engine;

    private TestEngine(EngineSettings settings, Path folder, boolean deleteFolder) {
        this.settings = settings;
        this.folder = folder;
        this.deleteFolder = deleteFolder;
        this.engine = launch();
    }

    /** Starts an engine in a temporary folder, which is deleted at its end, and waits until it is ready. */
    public static TestEngine start(EngineSettings settings) {
        try {
            return new TestEngine(settings, Files.createTempDirectory("waypost-" + settings.engine() + "-"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts an engine on the data of a folder, which is kept, and waits until it is ready. */
    public static TestEngine start(EngineSettings settings, Path folder) {
        return new TestEngine(settings, folder, false);
    }

    private LocalEngine launch() {
        return LocalEngine.prepare(
                        settings,
                        new EngineHome(TestRoot.path()),
                        folder,
                        folder.resolve("log"),
                        Supervision.defaults().withoutRestart().withoutClassArchive(),
                        EngineListener.none())
                .launch()
                .awaitReady();
    }

    public InetSocketAddress address(EnginePort port) {
        return new InetSocketAddress("127.0.0.1", engine.port(port));
    }

    /** Its folder: data in {@code <engine>}, logs in {@code log/<engine>}. */
    public Path folder() {
        return folder;
    }

    /** Its process now. */
    public ProcessHandle handle() {
        return engine.handle().orElseThrow(() -> new IllegalStateException(engine.engine() + " does not run"));
    }

    /** Ends it with SIGKILL and returns when it is gone. */
    public void kill() {
        ProcessHandle process = handle();
        process.destroyForcibly();
        process.onExit().join();
        engine.close();
    }

    /** Ends it in order when it still runs, starts it again, and waits until it is ready. */
    public void restart() {
        engine.close();
        engine = launch();
    }

    @Override
    public void close() {
        engine.close();
        if (deleteFolder) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
