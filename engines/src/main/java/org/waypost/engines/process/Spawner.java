package org.waypost.engines.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts child processes that the kernel kills when this process is gone, however it ended ({@code setpriv --pdeathsig
 * KILL} of util-linux), in a session of their own ({@code setsid}), so that Ctrl-C on the terminal reaches this process only
 * and the children are stopped in order.
 *
 * <p>The kernel binds the death signal to the <em>thread</em> that made the child, so one thread makes them all, and it never
 * ends before the process does.
 */
public final class Spawner {
    private static final Logger LOGGER = LoggerFactory.getLogger(Spawner.class);
    /** Held in a static field: an executor that is collected would end its thread, and with it every child. */
    private static final ThreadPoolExecutor THREAD =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "engine-spawner");
                thread.setDaemon(true);
                return thread;
            });

    private static final List<String> GUARD = guard();

    private Spawner() {}

    /**
     * Starts the command of the builder, guarded.
     *
     * @throws IOException when the program can't be started
     */
    public static Process start(ProcessBuilder builder) throws IOException {
        List<String> guarded = new ArrayList<>(GUARD);
        guarded.addAll(builder.command());
        builder.command(guarded);
        try {
            return CompletableFuture.supplyAsync(() -> startNow(builder), THREAD)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException unchecked) {
                throw unchecked.getCause();
            }
            throw e;
        }
    }

    private static Process startNow(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> guard() {
        List<String> guard = new ArrayList<>();
        find("setpriv")
                .ifPresentOrElse(
                        setpriv -> guard.addAll(List.of(setpriv, "--pdeathsig", "KILL")),
                        () -> LOGGER.warn(
                                "setpriv (Debian: util-linux) is missing: engines outlive a server that is killed"
                                        + " until the next start"));
        find("setsid").ifPresent(guard::add);
        return List.copyOf(guard);
    }

    private static Optional<String> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/bin", "/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
