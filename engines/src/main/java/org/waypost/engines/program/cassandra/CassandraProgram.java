package org.waypost.engines.program.cassandra;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waypost.engines.program.ConfigFile;
import org.waypost.engines.program.EngineFolders;
import org.waypost.engines.program.EngineProgram;
import org.waypost.engines.program.Launch;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.EnginePort;

/** Runs a single Cassandra node. */
public final class CassandraProgram implements EngineProgram {
    /** Packages of the JDK that Cassandra 5.0 reaches into on Java 17. */
    private static final List<String> EXPORTS = List.of(
            "java.base/jdk.internal.misc",
            "java.base/java.lang.ref",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql",
            "jdk.unsupported/sun.misc",
            "jdk.attach/sun.tools.attach");

    private static final List<String> OPENS = List.of(
            "java.base/java.io",
            "java.base/java.lang",
            "java.base/java.lang.module",
            "java.base/java.lang.reflect",
            "java.base/java.util",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.util.jar",
            "java.base/sun.nio.ch",
            "jdk.management/com.sun.management.internal");

    private final CassandraSettings settings;

    public CassandraProgram(CassandraSettings settings) {
        this.settings = settings;
    }

    @Override
    public Launch prepare(EngineFolders folders, Map<EnginePort, Integer> ports) throws IOException {
        Path yaml = folders.conf().resolve("cassandra.yaml");
        Path logback = folders.conf().resolve("logback.xml");
        ConfigFile.write(
                yaml, CassandraProgram.class, "cassandra.yaml", CassandraYaml.values(settings, folders, ports));
        ConfigFile.write(logback, CassandraProgram.class, "logback.xml", Map.of());
        List<String> options = new ArrayList<>(List.of(
                // Small at first: Cassandra pins the memory that it has at start when the user may.
                "-Xms128m",
                "-Xss512k",
                // Cassandra is released and tested with its assertions on.
                "-ea",
                "-da:net.openhft...",
                "-Djdk.attach.allowAttachSelf=true",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Dio.netty.allocator.useCacheForAllThreads=true",
                "-Djna.tmpdir=" + folders.tmp(),
                "-Dcassandra.config=" + yaml.toUri(),
                "-Dcassandra.storagedir=" + folders.var(),
                "-Dcassandra.logdir=" + folders.log(),
                "-Dlogback.configurationFile=" + logback.toUri(),
                "-Dcassandra-foreground=yes",
                // A single node has no neighbours to wait for or to say good-bye to.
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.ring_delay_ms=1000",
                "-Dcassandra.shutdown_announce_in_ms=0",
                // Measured once; measuring it again at each start takes a second.
                "-Dcassandra.memtable.row_overhead_size=200"));
        EXPORTS.forEach(name -> options.add("--add-exports=" + name + "=ALL-UNNAMED"));
        OPENS.forEach(name -> options.add("--add-opens=" + name + "=ALL-UNNAMED"));
        return Launch.jvm(
                settings,
                folders,
                options,
                List.of("-cp", folders.home().resolve("lib") + "/*", "org.apache.cassandra.service.CassandraDaemon"));
    }

    @Override
    public boolean ready(Map<EnginePort, Integer> ports) throws IOException {
        return CqlProbe.answers(ports.get(EnginePort.CQL));
    }

    @Override
    public List<Path> logs(EngineFolders folders) {
        return List.of(folders.console(), folders.log().resolve("system.log"));
    }
}
