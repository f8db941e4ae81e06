package org.waypost.server.standalone;

import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.james.util.DurationParser;
import org.apache.james.util.Size;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.Consistency;
import org.waypost.cassandra.session.Credentials;
import org.waypost.cassandra.session.Encryption;
import org.waypost.cassandra.session.Keyspace;
import org.waypost.cassandra.session.Limits;
import org.waypost.cassandra.session.Replication;
import org.waypost.engines.settings.CommitLogSync;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.EnginesSettings;
import org.waypost.engines.settings.OpenSearchSettings;
import org.waypost.engines.settings.Supervision;
import org.waypost.engines.settings.TikaSettings;
import org.waypost.server.composition.ServerPaths;

/**
 * The file {@code engines.properties}: which engines run here, which are the operator's own, and how to reach those.
 *
 * <p>Every method throws {@link IllegalArgumentException} naming the key, the value and what was expected.
 */
public final class EngineFile {
    private static final String NAME = "engines.properties";
    private static final String LOCAL = "local";
    private static final String EXTERNAL = "external";

    private final Properties values;
    private final ServerPaths paths;

    private EngineFile(Properties values, ServerPaths paths) {
        this.values = values;
        this.paths = paths;
    }

    /** Reads the file of the configuration folder; without one, all engines run here with their defaults. */
    public static EngineFile read(ServerPaths paths) throws IOException {
        Properties values = new Properties();
        Path file = paths.conf().resolve(NAME);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            }
        }
        return new EngineFile(values, paths);
    }

    /** The engines that this server starts itself. */
    public EnginesSettings localEngines() {
        List<EngineSettings> local = new ArrayList<>();
        if (isLocal("cassandra")) {
            local.add(org.waypost.engines.settings.CassandraSettings.defaults()
                    .withPorts(number("cassandra.port", 9042), number("cassandra.storage.port", 7000))
                    .withHeapMegabytes(number("cassandra.heap", 512))
                    .withCommitLogSync(
                            CommitLogSync.parse("cassandra.commitlog.sync", text("cassandra.commitlog.sync", "group")))
                    .withCommitLogWindow(Duration.ofMillis(number("cassandra.commitlog.window", 5))));
        }
        if (isLocal("opensearch")) {
            local.add(OpenSearchSettings.defaults()
                    .withPorts(number("opensearch.port", 9200), number("opensearch.transport.port", 9300))
                    .withHeapMegabytes(number("opensearch.heap", 256)));
        }
        if (isLocal("tika")) {
            local.add(TikaSettings.defaults()
                    .withPort(number("tika.port", 9998))
                    .withHeapMegabytes(number("tika.heap", 192))
                    .withParseDeadline(duration("tika.timeout", "30s")));
        }
        return new EnginesSettings(
                local,
                Supervision.defaults().withStartDeadline(duration("start.timeout", "90s")),
                megabytes("disk.minimum.free", "1G"));
    }

    /** Whether the server starts its own Cassandra. */
    public boolean hasLocalCassandra() {
        return isLocal("cassandra");
    }

    /**
     * The session with Cassandra.
     *
     * @param localPort where the local engine answers; not asked for an external ring
     */
    public CassandraSettings cassandra(int localPort) {
        return isLocal("cassandra")
                ? CassandraSettings.local(localPort, text("cassandra.keyspace", "waypost"))
                : externalCassandra();
    }

    private CassandraSettings externalCassandra() {
        return new CassandraSettings(
                contactPoints(),
                text("cassandra.datacenter", ""),
                new Keyspace(
                        text("cassandra.keyspace", "waypost"), replication(), flag("cassandra.keyspace.create", true)),
                credentials(),
                encryption(),
                consistency(),
                Limits.DEFAULT);
    }

    private List<InetSocketAddress> contactPoints() {
        String key = "cassandra.contact.points";
        return Arrays.stream(required(key).split(","))
                .map(String::trim)
                .map(point -> {
                    int colon = point.lastIndexOf(':');
                    String port = colon < 0 ? "9042" : point.substring(colon + 1);
                    if (!port.matches("\\d{1,5}") || colon == 0) {
                        throw wrong(key, point, "host or host:port");
                    }
                    return new InetSocketAddress(colon < 0 ? point : point.substring(0, colon), Integer.parseInt(port));
                })
                .toList();
    }

    private Replication replication() {
        String key = "cassandra.replication";
        String value = text(key, "1");
        if (value.matches("\\d{1,2}")) {
            return new Replication.Simple(Integer.parseInt(value));
        }
        Function<String, String[]> parse = part -> {
            String[] pair = part.trim().split(":");
            if (pair.length != 2 || !pair[1].matches("\\d{1,2}")) {
                throw wrong(key, value, "a number, or dc1:3,dc2:3");
            }
            return pair;
        };
        Map<String, Integer> factors = Arrays.stream(value.split(","))
                .map(parse)
                .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1])));
        return new Replication.PerDatacenter(factors);
    }

    private Credentials credentials() {
        String user = text("cassandra.user", "");
        if (user.isEmpty()) {
            return new Credentials.None();
        }
        String file = text("cassandra.password.file", "");
        return new Credentials.Password(
                user, file.isEmpty() ? required("cassandra.password") : secret("cassandra.password.file", file));
    }

    private Encryption encryption() {
        if (!flag("cassandra.tls", false)) {
            return new Encryption.Clear();
        }
        String store = text("cassandra.tls.truststore", "");
        Encryption.Trust trust;
        if (store.isEmpty()) {
            trust = new Encryption.Trust.Platform();
        } else if (store.endsWith(".pem") || store.endsWith(".crt")) {
            trust = new Encryption.Trust.Pem(resolve(store));
        } else {
            trust = new Encryption.Trust.Store(resolve(store), text("cassandra.tls.truststore.password", ""));
        }
        String own = text("cassandra.tls.keystore", "");
        Encryption.Identity identity = own.isEmpty()
                ? new Encryption.Identity.None()
                : new Encryption.Identity.Store(resolve(own), text("cassandra.tls.keystore.password", ""));
        return new Encryption.Tls(trust, identity, flag("cassandra.tls.verify.host", true));
    }

    private Consistency consistency() {
        String key = "cassandra.consistency";
        return switch (text(key, LOCAL)) {
            case LOCAL -> Consistency.LOCAL;
            case "global" -> Consistency.GLOBAL;
            default -> throw wrong(key, text(key, ""), "local or global");
        };
    }

    private boolean isLocal(String engine) {
        String key = engine + ".mode";
        String mode = text(key, LOCAL);
        boolean mayBeOff = !engine.equals("cassandra");
        return switch (mode) {
            case LOCAL -> true;
            case EXTERNAL -> false;
            default -> {
                if (mayBeOff && mode.equals("off")) {
                    yield false;
                }
                throw wrong(key, mode, mayBeOff ? "local, external or off" : "local or external");
            }
        };
    }

    private String secret(String key, String url) {
        Path file = resolve(url);
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    NAME + ": " + key + " names " + file + ", which can't be read; expected a file with the password",
                    e);
        }
    }

    private Path resolve(String url) {
        if (url.startsWith("file://conf/")) {
            return paths.conf().resolve(url.substring("file://conf/".length()));
        }
        if (url.startsWith("file://var/")) {
            return paths.var().resolve(url.substring("file://var/".length()));
        }
        return Path.of(url.startsWith("file://") ? url.substring("file://".length()) : url);
    }

    private String required(String key) {
        String value = text(key, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(NAME + ": " + key + " is missing; expected a value");
        }
        return value;
    }

    private String text(String key, String standard) {
        return values.getProperty(key, standard).trim();
    }

    private int number(String key, int standard) {
        String value = text(key, String.valueOf(standard));
        if (!value.matches("\\d{1,9}")) {
            throw wrong(key, value, "a whole number");
        }
        return Integer.parseInt(value);
    }

    private boolean flag(String key, boolean standard) {
        String value = text(key, String.valueOf(standard));
        if (!value.matches("true|false")) {
            throw wrong(key, value, "true or false");
        }
        return Boolean.parseBoolean(value);
    }

    private Duration duration(String key, String standard) {
        String value = text(key, standard);
        try {
            return DurationParser.parse(value, ChronoUnit.SECONDS);
        } catch (NumberFormatException e) {
            throw wrong(key, value, "a duration such as 30s or 2m");
        }
    }

    private int megabytes(String key, String standard) {
        String value = text(key, standard);
        try {
            return Math.toIntExact(Size.parse(value).asBytes() >> 20);
        } catch (Exception e) {
            throw wrong(key, value, "a size such as 512M or 1G");
        }
    }

    private static IllegalArgumentException wrong(String key, String value, String expected) {
        return new IllegalArgumentException(NAME + ": " + key + " is '" + value + "'; expected " + expected);
    }
}
