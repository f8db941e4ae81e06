package org.waypost.engines.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.engines.failure.FolderUnusable;

/** Remembers the process of an engine in a file, so that the next server can end one that outlived its own. */
public final class PidFile {
    private static final Logger LOGGER = LoggerFactory.getLogger(PidFile.class);
    private static final Pattern CONTENT = Pattern.compile("([0-9]{1,10}) ([0-9]{1,19}) ([0-9a-f-]{1,64})\n");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path file;
    private final Duration patience;

    public PidFile(Path file) {
        this(file, PATIENCE);
    }

    PidFile(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    public void write(ProcessIdentity process) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    process.pid() + " " + process.startTicks() + " " + process.boot() + "\n",
                    StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new FolderUnusable(file, e);
        }
    }

    public Optional<ProcessIdentity> read() {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            Matcher matcher = CONTENT.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            return matcher.matches()
                    ? Optional.of(new ProcessIdentity(
                            Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new FolderUnusable(file, e);
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new FolderUnusable(file, e);
        }
    }

    /**
     * Ends the remembered process when it still runs: SIGTERM, then SIGKILL. Its id, the moment of its start and one of its
     * arguments must agree, so no foreign process is ever ended.
     *
     * @param argument an argument that only a process of this engine on this data has
     * @return whether there was one
     */
    public boolean endOrphan(String argument) {
        Optional<ProcessHandle> orphan = read().filter(ProcessIdentity::alive)
                .filter(process -> ProcessWords.arguments(process.pid()).contains(argument))
                .flatMap(process -> ProcessHandle.of(process.pid()));
        orphan.ifPresent(process -> {
            LOGGER.warn("Ending {}, which outlived the server that started it", ProcessWords.describe(process.pid()));
            end(process);
        });
        delete();
        return orphan.isPresent();
    }

    private void end(ProcessHandle process) {
        process.destroy();
        if (!endedWithin(process, patience)) {
            process.destroyForcibly();
            if (!endedWithin(process, patience)) {
                LOGGER.error("{} does not end", ProcessWords.describe(process.pid()));
            }
        }
    }

    private static boolean endedWithin(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            LOGGER.debug("Process {} still runs after {} ms: {}", process.pid(), patience.toMillis(), e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Waiting for process " + process.pid(), e);
        }
    }
}
