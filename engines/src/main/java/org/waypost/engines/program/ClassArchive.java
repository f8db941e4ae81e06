package org.waypost.engines.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.waypost.engines.process.JavaRuntime;

/**
 * The classes of an engine, read and checked once and mapped at later starts (class data sharing of the JVM), which saves a
 * third of its start. The JVM writes them when the engine stops in order; they are used only after it ended cleanly, and
 * only with the same Java and the same jars at the same place. The JVM checks that again and does without when it differs.
 */
public final class ClassArchive {
    private static final String SUFFIX = ".jsa";

    private final Path file;
    private final Path fresh;

    private ClassArchive(Path file) {
        this.file = file;
        this.fresh = file.resolveSibling(file.getFileName() + ".new");
    }

    /** The archive for the engine as it is installed now; those of other installations are deleted. */
    public static ClassArchive of(EngineFolders folders) throws IOException {
        Path folder = Files.createDirectories(folders.var().resolve("classes"));
        ClassArchive archive =
                new ClassArchive(folder.resolve(fingerprint(folders.home().resolve("lib")) + SUFFIX));
        try (DirectoryStream<Path> others = Files.newDirectoryStream(folder)) {
            for (Path other : others) {
                if (!other.equals(archive.file)) {
                    Files.delete(other);
                }
            }
        }
        return archive;
    }

    /** The command with the option to use the archive, or to write it at the end when there is none. */
    public Launch with(Launch launch) {
        List<String> command = new ArrayList<>(launch.command());
        command.add(1, Files.exists(file) ? "-XX:SharedArchiveFile=" + file : "-XX:ArchiveClassesAtExit=" + fresh);
        return new Launch(command);
    }

    /** Takes over what the engine wrote, after it ended cleanly. */
    public void keep() throws IOException {
        if (Files.exists(fresh)) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String fingerprint(Path lib) throws IOException {
        TreeSet<String> facts = new TreeSet<>();
        facts.add(JavaRuntime.current().home() + " " + System.getProperty("java.vm.version"));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib)) {
            for (Path jar : jars) {
                facts.add(jar + " " + Files.size(jar) + " "
                        + Files.getLastModifiedTime(jar).toMillis());
            }
        }
        CRC32 sum = new CRC32();
        sum.update(String.join("\n", facts).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
