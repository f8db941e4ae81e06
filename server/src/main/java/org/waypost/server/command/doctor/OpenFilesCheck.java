package org.waypost.server.command.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many files the server may have open: each connection and each file of Cassandra is one. */
public final class OpenFilesCheck implements Check {
    private static final long NEEDED = 65_536;
    private static final long MINIMUM = 8_192;

    @Override
    public List<Result> look(Patient patient) {
        String process =
                patient.process().map(handle -> String.valueOf(handle.pid())).orElse("self");
        Path file = Path.of("/proc", process, "limits");
        try {
            String line = Files.readAllLines(file).stream()
                    .filter(text -> text.startsWith("Max open files"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no line 'Max open files'"));
            // Java raises the soft limit to the hard one: column 5.
            String hard = line.split("\\s+")[4];
            return List.of(judge(hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard), patient.running()));
        } catch (IOException | NumberFormatException e) {
            return List.of(Result.warning(
                    "open files", file + " can't be read: " + e.getMessage(), "Run the doctor as root."));
        }
    }

    static Result judge(long limit, boolean running) {
        String found = (running ? "the server" : "this shell") + " may open "
                + (limit == Long.MAX_VALUE ? "any number of" : String.valueOf(limit)) + " files";
        String remedy =
                "Raise it: LimitNOFILE=1048576 in the unit (systemctl edit waypost), or ulimit -Hn before a start by hand.";
        if (limit < MINIMUM) {
            return Result.error("open files", found + "; Cassandra alone needs more", remedy);
        }
        return limit < NEEDED
                ? Result.warning("open files", found + ", 65536 are wise", remedy)
                : Result.ok("open files", found);
    }
}
