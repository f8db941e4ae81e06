package org.waypost.engines.program.opensearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.waypost.engines.program.ConfigFile;
import org.waypost.engines.program.EngineFolders;
import org.waypost.engines.program.EngineProgram;
import org.waypost.engines.program.HttpProbe;
import org.waypost.engines.program.Launch;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.OpenSearchSettings;

/** Runs a single OpenSearch node. */
public final class OpenSearchProgram implements EngineProgram {
    private static final Pattern USABLE = Pattern.compile("\"status\"\\s*:\\s*\"(yellow|green)\"");

    private final OpenSearchSettings settings;

    public OpenSearchProgram(OpenSearchSettings settings) {
        this.settings = settings;
    }

    @Override
    public Launch prepare(EngineFolders folders, Map<EnginePort, Integer> ports) throws IOException {
        ConfigFile.write(
                folders.conf().resolve("opensearch.yml"),
                OpenSearchProgram.class,
                "opensearch.yml",
                Map.of(
                        "DATA", ConfigFile.quoted(folders.var().resolve("data")),
                        "LOG", ConfigFile.quoted(folders.log()),
                        "HTTP_PORT", ports.get(EnginePort.SEARCH_HTTP).toString(),
                        "TRANSPORT_PORT", ports.get(EnginePort.SEARCH_TRANSPORT).toString()));
        ConfigFile.write(
                folders.conf().resolve("log4j2.properties"), OpenSearchProgram.class, "log4j2.properties", Map.of());
        List<String> options = new ArrayList<>(List.of(
                "-Xms" + settings.heapMegabytes() + "m",
                "-Djava.security.manager=allow",
                "-Djava.locale.providers=SPI,COMPAT",
                "-XX:-OmitStackTraceInFastThrow",
                "-Djna.nosys=true",
                "-Djna.tmpdir=" + folders.tmp(),
                "-Dio.netty.noUnsafe=true",
                "-Dio.netty.noKeySetOptimization=true",
                "-Dio.netty.recycler.maxCapacityPerThread=0",
                "-Dio.netty.allocator.numDirectArenas=0",
                "-Dlog4j.shutdownHookEnabled=false",
                "-Dlog4j2.disable.jmx=true",
                "-Dopensearch.networkaddress.cache.ttl=60",
                "-Dopensearch.networkaddress.cache.negative.ttl=10",
                "-Dopensearch.path.home=" + folders.home(),
                "-Dopensearch.path.conf=" + folders.conf(),
                "-Dopensearch.distribution.type=tar",
                "-Dopensearch.bundled_jdk=false"));
        if (runsAsRoot()) {
            // Its main refuses uid 0, which it learns through JNA; a checkout is often tried as root. The installed
            // service
            // has a user of its own.
            options.add("-Djna.nounpack=true");
        }
        return Launch.jvm(
                settings,
                folders,
                options,
                List.of("-cp", folders.home().resolve("lib") + "/*", "org.opensearch.bootstrap.OpenSearch"));
    }

    private static boolean runsAsRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    @Override
    public boolean ready(Map<EnginePort, Integer> ports) throws IOException {
        String health = HttpProbe.get(ports.get(EnginePort.SEARCH_HTTP), "/_cluster/health");
        return USABLE.matcher(health).find();
    }

    @Override
    public List<Path> logs(EngineFolders folders) {
        return List.of(folders.console(), folders.log().resolve("waypost.log"));
    }
}
