package org.waypost.server.command.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code var/run/waypost.pid}: first line the process id, second line which process that is (boot of the
 * machine and start of the process, as the kernel counts them), so that a process that got the same id later isn't
 * taken for the server, and a clock that is set right meanwhile doesn't matter. The launch script writes only the first.
 */
public final class PidFile {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path path;

    /** The file at this path. */
    public PidFile(Path path) {
        this.path = path;
    }

    /** Writes the id of a process, in one step. */
    public void write(ProcessHandle process) throws IOException {
        Files.createDirectories(path.getParent());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(fresh, process.pid() + "\n" + identity(process).orElse("unknown") + "\n");
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the file when it names this process. */
    public void removeIfOf(ProcessHandle process) throws IOException {
        List<String> lines = lines();
        if (!lines.isEmpty() && lines.get(0).equals(String.valueOf(process.pid()))) {
            Files.deleteIfExists(path);
        }
    }

    /** The running server; absent when there is no file, no such process, or another process has its id now. */
    public Optional<ProcessHandle> running() throws IOException {
        List<String> lines = lines();
        if (lines.isEmpty() || !lines.get(0).matches("\\d{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0)))
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        lines.size() > 1 ? identity(process).equals(Optional.of(lines.get(1))) : runsWaypost(process));
    }

    /** The launch script writes the id alone, before it becomes the server. */
    private static boolean runsWaypost(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .contains("org.waypost.server.");
        } catch (IOException e) {
            // No such process any more, or no Linux.
            return process.info().commandLine().orElse("").contains("org.waypost.server.");
        }
    }

    /** Field 22 of /proc/PID/stat is the start of the process in clock ticks since the machine was booted: proc(5). */
    private static Optional<String> identity(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(Files.readString(BOOT).strip() + " " + fields[22 - 3]);
        } catch (IOException e) {
            // No such process any more, or no Linux.
            return process.info().startInstant().map(Object::toString);
        }
    }

    private List<String> lines() throws IOException {
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }
}
