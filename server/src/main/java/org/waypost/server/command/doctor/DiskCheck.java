package org.waypost.server.command.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Space and inodes where data and logs lie, and whether the folders can be written. */
public final class DiskCheck implements Check {
    private static final long GIGABYTE = 1L << 30;
    private static final int FULL = 95;
    private static final int NEARLY_FULL = 85;

    @Override
    public List<Result> look(Patient patient) {
        Map<String, Path> folders = Map.of(
                "data",
                patient.installation().var(),
                "logs",
                patient.installation().log());
        List<Result> results = new ArrayList<>();
        for (String name : List.of("data", "logs")) {
            Path folder = existing(folders.get(name));
            results.add(space(name, folder));
            inodes(name, folder).ifPresent(results::add);
        }
        return results;
    }

    private static Path existing(Path folder) {
        Path path = folder;
        while (path != null && !Files.exists(path)) {
            path = path.getParent();
        }
        return path == null ? Path.of("/") : path;
    }

    private static Result space(String name, Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return judge("disk (" + name + ")", folder, store.getTotalSpace(), store.getUsableSpace());
        } catch (IOException e) {
            return Result.error(
                    "disk (" + name + ")",
                    folder + " can't be looked at: " + e.getMessage(),
                    "Run the doctor as the user of the server.");
        }
    }

    static Result judge(String check, Path folder, long total, long usable) {
        long used = total == 0 ? 0 : 100 - usable * 100 / total;
        String found = folder + " has " + show(usable) + " free of " + show(total) + ", " + used + "% used";
        if (usable < GIGABYTE || used >= FULL) {
            return Result.error(
                    check,
                    found,
                    "Make room now: Cassandra stops taking mail when the disk is full. "
                            + "It needs free space as large as its largest table to tidy up.");
        }
        return used >= NEARLY_FULL
                ? Result.warning(
                        check, found, "Make room: Cassandra needs free space as large as its largest table to tidy up.")
                : Result.ok(check, found);
    }

    /** Java doesn't know inodes; df does: its column 5 is the share in use. */
    private static Optional<Result> inodes(String name, Path folder) {
        try {
            Process df = new ProcessBuilder("df", "-Pi", folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String last = "";
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(df.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    last = line;
                }
            }
            String[] columns = last.split("\\s+");
            if (columns.length < 6 || !columns[4].matches("\\d+%")) {
                // A file system without inodes, such as btrfs.
                return Optional.empty();
            }
            int used = Integer.parseInt(columns[4].replace("%", ""));
            String found = used + "% of the inodes of " + folder + " are in use";
            return used >= NEARLY_FULL
                    ? Optional.of(
                            Result.error(
                                    "inodes (" + name + ")",
                                    found,
                                    "Find the folder with very many small files and tidy it: du --inodes -x / | sort -n | tail"))
                    : Optional.of(Result.ok("inodes (" + name + ")", found));
        } catch (IOException e) {
            return Optional.of(Result.warning(
                    "inodes (" + name + ")", "df can't be run: " + e.getMessage(), "Install coreutils."));
        }
    }

    private static String show(long bytes) {
        return bytes >= GIGABYTE ? bytes / GIGABYTE + " GB" : (bytes >> 20) + " MB";
    }
}
