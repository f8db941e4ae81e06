package org.waypost.engines.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.waypost.engines.failure.FolderUnusable;
import org.waypost.engines.settings.Engine;

/**
 * The folders of one engine.
 *
 * @param engine whose
 * @param home its files, read-only
 * @param var its data
 * @param log its logs
 * @param pidFile where its process is remembered
 */
public record EngineFolders(Engine engine, Path home, Path var, Path log, Path pidFile) {

    /**
     * The folders below those of the server.
     *
     * @param serverVar var folder of the server
     * @param serverLog log folder of the server
     */
    public static EngineFolders of(Engine engine, EngineHome homes, Path serverVar, Path serverLog) {
        Path var = serverVar.toAbsolutePath().normalize();
        return new EngineFolders(
                engine,
                homes.of(engine),
                var.resolve(engine.id()),
                serverLog.toAbsolutePath().normalize().resolve(engine.id()),
                var.resolve("run").resolve(engine.id() + ".pid"));
    }

    /** Configuration written anew at each start. */
    public Path conf() {
        return var.resolve("conf");
    }

    /** Temporary files, native libraries among them. */
    public Path tmp() {
        return var.resolve("tmp");
    }

    /** What the process writes to its standard output and error. */
    public Path console() {
        return log.resolve("console.log");
    }

    /** An argument of the JVM that tells a process of this engine on this data from every other. */
    public String mark() {
        return "-Dwaypost.engine=" + var;
    }

    /** Makes what is missing, readable by this user only. */
    public void create() {
        for (Path folder : List.of(var, conf(), tmp(), log)) {
            try {
                if (!Files.isDirectory(folder)) {
                    Files.createDirectories(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                }
                if (!Files.isWritable(folder)) {
                    throw new IOException("not writable for user " + System.getProperty("user.name"));
                }
            } catch (IOException e) {
                throw new FolderUnusable(folder, e);
            }
        }
    }
}
