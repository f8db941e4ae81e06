package org.waypost.engines.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.engines.failure.FolderUnusable;
import org.waypost.engines.failure.NewerData;

/**
 * The stamp of a var folder, in its file {@code version}.
 *
 * @param format number of the layout of the data, raised when an older program could no longer use it
 * @param program version of the program that wrote it last
 */
public record DataVersion(int format, String program) {
    /** The newest format that this program knows. */
    public static final int KNOWN_FORMAT = 1;

    private static final String FILE = "version";
    private static final Pattern CONTENT = Pattern.compile("format=([0-9]{1,6})\nprogram=([^\n]*)\n");

    static Optional<DataVersion> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            String content = Files.readString(file, StandardCharsets.UTF_8);
            Matcher matcher = CONTENT.matcher(content);
            if (!matcher.matches()) {
                throw new IOException("'" + content + "', expected two lines: format=<number> and program=<version>");
            }
            return Optional.of(new DataVersion(Integer.parseInt(matcher.group(1)), matcher.group(2)));
        } catch (IOException e) {
            throw new FolderUnusable(file, e);
        }
    }

    void refuseWhenNewer(Path folder) {
        if (format > KNOWN_FORMAT) {
            throw new NewerData(folder, format, program, KNOWN_FORMAT);
        }
    }

    void write(Path folder) {
        Path file = folder.resolve(FILE);
        Path fresh = folder.resolve(FILE + ".new");
        try {
            Files.writeString(fresh, "format=" + format + "\nprogram=" + program + "\n", StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FolderUnusable(file, e);
        }
    }
}
