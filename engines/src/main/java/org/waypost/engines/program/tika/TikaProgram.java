package org.waypost.engines.program.tika;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.waypost.engines.program.ConfigFile;
import org.waypost.engines.program.EngineFolders;
import org.waypost.engines.program.EngineProgram;
import org.waypost.engines.program.HttpProbe;
import org.waypost.engines.program.Launch;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.TikaSettings;

/**
 * Runs Tika's parsing process directly, without Tika's own watching JVM: it ends itself when a file takes too long, when the
 * heap is used up, and when its standard input closes, and the supervision of all engines starts it again. So there is no
 * grandchild that could be left over.
 */
public final class TikaProgram implements EngineProgram {
    private final TikaSettings settings;

    public TikaProgram(TikaSettings settings) {
        this.settings = settings;
    }

    @Override
    public Launch prepare(EngineFolders folders, Map<EnginePort, Integer> ports) throws IOException {
        Path config = folders.conf().resolve("tika-server.xml");
        Path status = folders.tmp().resolve("status");
        String port = ports.get(EnginePort.TIKA_HTTP).toString();
        ConfigFile.write(
                config,
                TikaProgram.class,
                "tika-server.xml",
                Map.of(
                        "PORT",
                        port,
                        "DEADLINE",
                        Long.toString(settings.parseDeadline().toMillis())));
        Files.deleteIfExists(status);
        Files.createFile(status);
        return Launch.jvm(
                settings,
                folders,
                List.of("-Xss1m"),
                List.of(
                        "-cp",
                        folders.home().resolve("lib") + "/*",
                        "org.apache.tika.server.core.TikaServerProcess",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        port,
                        "-i",
                        "waypost",
                        "-c",
                        config.toString(),
                        "-forkedStatusFile",
                        status.toString(),
                        "-numRestarts",
                        "0"));
    }

    @Override
    public boolean ready(Map<EnginePort, Integer> ports) throws IOException {
        return HttpProbe.get(ports.get(EnginePort.TIKA_HTTP), "/version").startsWith("Apache Tika");
    }

    @Override
    public List<Path> logs(EngineFolders folders) {
        return List.of(folders.console());
    }
}
