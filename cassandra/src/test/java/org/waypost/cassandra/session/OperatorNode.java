package org.waypost.cassandra.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.waypost.engines.EngineListener;
import org.waypost.engines.LocalEngine;
import org.waypost.engines.port.LoopbackPorts;
import org.waypost.engines.program.ConfigFile;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.program.cassandra.CassandraProgram;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.Supervision;
import org.waypost.testing.engines.TestRoot;

/** A Cassandra that is not ours: started with a version and a configuration that an operator might have chosen. */
final class OperatorNode implements AutoCloseable {
    /** What Cassandra 4.1 reaches into on Java 17, besides what 5.0 does. */
    private static final List<String> OPENS_OF_4_1 = List.of(
            "java.base/java.nio",
            "java.base/java.net",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.util.concurrent.locks",
            "java.base/java.security",
            "java.base/java.time",
            "java.base/sun.security.ssl",
            "java.management/java.lang.management",
            "java.rmi/sun.rmi.transport.tcp");

    private final LocalEngine engine;
    private final int tlsPort;

    private OperatorNode(LocalEngine engine, int tlsPort) {
        this.engine = engine;
        this.tlsPort = tlsPort;
    }

    /** Asks for a role and its password, and on a second port for TLS. */
    static OperatorNode withPasswordsAndTls(Path folder, Path keystore, String storePassword) throws IOException {
        int tlsPort = LoopbackPorts.choose(Set.of());
        UnaryOperator<String> yaml = text -> text.replace("AllowAllAuthenticator", "PasswordAuthenticator")
                        .replace("AllowAllAuthorizer", "CassandraAuthorizer")
                + "native_transport_port_ssl: "
                + tlsPort + "\n"
                + "client_encryption_options:\n"
                + "  enabled: true\n"
                + "  optional: false\n"
                + "  keystore: " + ConfigFile.quoted(keystore) + "\n"
                + "  keystore_password: " + storePassword + "\n"
                + "  store_type: PKCS12\n";
        List<String> options = List.of("-Dcassandra.superuser_setup_delay_ms=0");
        return start(new EngineHome(TestRoot.path()), folder, yaml, options, tlsPort);
    }

    /** Gives up on a lightweight transaction as soon as others get in its way. */
    static OperatorNode withoutPatience(Path folder) throws IOException {
        UnaryOperator<String> yaml = text -> text + "cas_contention_timeout: 10ms\n";
        return start(new EngineHome(TestRoot.path()), folder, yaml, List.of(), 0);
    }

    /** Cassandra 4.1, laid out by the module {@code testing/cassandra-4.1}. */
    static OperatorNode ofVersion4(Path folder) throws IOException {
        Path home = TestRoot.path().resolve("testing/cassandra-4.1/target");
        List<String> options = new ArrayList<>();
        try (Stream<Path> jars = Files.list(home.resolve("engines/cassandra/lib"))) {
            jars.filter(jar -> jar.getFileName().toString().startsWith("jamm-"))
                    .forEach(jar -> options.add("-javaagent:" + jar));
        }
        OPENS_OF_4_1.forEach(name -> options.add("--add-opens=" + name + "=ALL-UNNAMED"));
        return start(
                new EngineHome(home),
                folder,
                text -> text.replace("storage_compatibility_mode: NONE\n", ""),
                options,
                0);
    }

    private static OperatorNode start(
            EngineHome home, Path folder, UnaryOperator<String> yaml, List<String> options, int tlsPort)
            throws IOException {
        int cql = LoopbackPorts.choose(Set.of());
        int storage = LoopbackPorts.choose(Set.of());
        Path file = folder.resolve("operator.yaml");
        Files.writeString(file, yaml.apply(standard(folder, cql, storage)));
        List<String> all = new ArrayList<>(CassandraSettings.forTests().jvmOptions());
        all.add("-Dcassandra.config=" + file.toUri());
        all.addAll(options);
        LocalEngine engine = LocalEngine.prepare(
                CassandraSettings.forTests().withPorts(cql, storage).withJvmOptions(all),
                home,
                folder,
                folder.resolve("log"),
                Supervision.defaults().withoutRestart().withoutClassArchive(),
                EngineListener.none());
        try {
            return new OperatorNode(engine.launch().awaitReady(), tlsPort);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** The configuration of the local engine, as a beginning. */
    private static String standard(Path folder, int cql, int storage) throws IOException {
        Path data = folder.resolve("operator");
        Map<String, String> values = Map.of(
                "TOKENS", "1",
                "DATA", ConfigFile.quoted(data.resolve("data")),
                "COMMITLOG", ConfigFile.quoted(data.resolve("commitlog")),
                "CACHES", ConfigFile.quoted(data.resolve("saved_caches")),
                "HINTS", ConfigFile.quoted(data.resolve("hints")),
                "SYNC", "commitlog_sync: batch",
                "CQL_PORT", Integer.toString(cql),
                "STORAGE_PORT", Integer.toString(storage),
                "AUTO_SNAPSHOT", "false",
                "MEMTABLE_MEGABYTES", "96");
        Path file = folder.resolve("standard.yaml");
        ConfigFile.write(file, CassandraProgram.class, "cassandra.yaml", values);
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** Where it speaks in clear. */
    InetSocketAddress clear() {
        return new InetSocketAddress("127.0.0.1", engine.port(EnginePort.CQL));
    }

    /** Where it speaks TLS. */
    InetSocketAddress tls() {
        return new InetSocketAddress("127.0.0.1", tlsPort);
    }

    @Override
    public void close() {
        engine.close();
    }
}
