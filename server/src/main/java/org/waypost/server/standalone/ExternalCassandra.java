package org.waypost.server.standalone;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.Consistency;
import org.waypost.cassandra.session.Credentials;
import org.waypost.cassandra.session.Encryption;
import org.waypost.cassandra.session.Keyspace;
import org.waypost.cassandra.session.Limits;
import org.waypost.cassandra.session.Replication;

/** Reads how the operator's own ring is reached. */
final class ExternalCassandra {
    private static final int CQL_PORT = 9042;
    private static final int HIGHEST_PORT = 65535;

    /** An IPv6 address with a port stands in brackets (RFC 3986 section 3.2.2); without one it may stand bare. */
    private static final Pattern POINT =
            Pattern.compile("(\\[(?<six>[0-9A-Fa-f:.]+)]|(?<host>[^:\\[\\]\\s]+))(:(?<port>\\d{1,5}))?"
                    + "|(?<bare>[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)");

    private static final Pattern FACTOR = Pattern.compile("(?<name>[A-Za-z0-9_.-]+)\\s*:\\s*(?<copies>[1-9]\\d?)");

    private final PropertiesFile file;

    ExternalCassandra(PropertiesFile file) {
        this.file = file;
    }

    CassandraSettings read() {
        return new CassandraSettings(
                file.list("cassandra.contact.points").stream()
                        .map(this::contactPoint)
                        .toList(),
                file.text("cassandra.datacenter", ""),
                keyspace(replication()),
                credentials(),
                encryption(),
                consistency(),
                Limits.DEFAULT);
    }

    /** The keyspace of all tables, also of the local engine. */
    Keyspace keyspace(Replication replication) {
        String name = file.text("cassandra.keyspace", "waypost");
        boolean create = file.flag("cassandra.keyspace.create", true);
        try {
            return new Keyspace(name, replication, create);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("engines.properties: cassandra.keyspace: " + e.getMessage(), e);
        }
    }

    private InetSocketAddress contactPoint(String point) {
        Matcher parts = POINT.matcher(point);
        if (parts.matches()) {
            if (parts.group("bare") != null) {
                return new InetSocketAddress(parts.group("bare"), CQL_PORT);
            }
            String host = parts.group("six") == null ? parts.group("host") : parts.group("six");
            int port = parts.group("port") == null ? CQL_PORT : Integer.parseInt(parts.group("port"));
            if (port > 0 && port <= HIGHEST_PORT) {
                return new InetSocketAddress(host, port);
            }
        }
        throw file.wrong("cassandra.contact.points", point, "host or host:port, the port from 1 to 65535");
    }

    private Replication replication() {
        String key = "cassandra.replication";
        String value = file.text(key, "1");
        if (value.matches("[1-9]\\d?")) {
            return new Replication.Simple(Integer.parseInt(value));
        }
        Map<String, Integer> factors = new LinkedHashMap<>();
        for (String part : value.split(",", -1)) {
            Matcher factor = FACTOR.matcher(part.trim());
            if (!factor.matches()
                    || factors.put(factor.group("name"), Integer.valueOf(factor.group("copies"))) != null) {
                throw file.wrong(key, value, "a number from 1 to 99, or dc1:3,dc2:3 with each data centre once");
            }
        }
        return new Replication.PerDatacenter(factors);
    }

    private Credentials credentials() {
        return file.text("cassandra.user")
                .<Credentials>map(user -> new Credentials.Password(user, file.password("cassandra.password")))
                .orElseGet(Credentials.None::new);
    }

    private Encryption encryption() {
        if (!file.flag("cassandra.tls", false)) {
            return new Encryption.Clear();
        }
        return new Encryption.Tls(
                file.file("cassandra.tls.truststore").map(this::trust).orElseGet(Encryption.Trust.Platform::new),
                file.file("cassandra.tls.keystore")
                        .<Encryption.Identity>map(store ->
                                new Encryption.Identity.Store(store, file.text("cassandra.tls.keystore.password", "")))
                        .orElseGet(Encryption.Identity.None::new),
                file.flag("cassandra.tls.verify.host", true));
    }

    private Encryption.Trust trust(Path store) {
        String name = store.toString();
        return name.endsWith(".pem") || name.endsWith(".crt")
                ? new Encryption.Trust.Pem(store)
                : new Encryption.Trust.Store(store, file.text("cassandra.tls.truststore.password", ""));
    }

    private Consistency consistency() {
        String key = "cassandra.consistency";
        String value = file.text(key, "local");
        return switch (value) {
            case "local" -> Consistency.LOCAL;
            case "global" -> Consistency.GLOBAL;
            default -> throw file.wrong(key, value, "local or global");
        };
    }
}
