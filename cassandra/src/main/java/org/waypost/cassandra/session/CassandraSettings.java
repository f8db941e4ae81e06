package org.waypost.cassandra.session;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything needed to open the session.
 *
 * @param contactPoints nodes to ask first, at least one; the driver finds the others
 * @param localDatacenter the data centre whose nodes are used; empty: that of the contact points
 * @param keyspace where everything is stored
 * @param credentials how the server makes itself known
 * @param encryption whether and how connections are encrypted
 * @param consistency how many replicas must answer
 * @param limits time-outs and throttling
 */
public record CassandraSettings(
        List<InetSocketAddress> contactPoints,
        String localDatacenter,
        Keyspace keyspace,
        Credentials credentials,
        Encryption encryption,
        Consistency consistency,
        Limits limits) {

    public CassandraSettings {
        if (contactPoints.isEmpty()) {
            throw new IllegalArgumentException("no Cassandra contact point; expected at least one host and port");
        }
        contactPoints = List.copyOf(contactPoints);
    }

    /** The engine on this machine that the server starts itself: no password, no TLS, one copy, keyspace created. */
    public static CassandraSettings local(int port, String keyspace) {
        return new CassandraSettings(
                List.of(new InetSocketAddress("127.0.0.1", port)),
                "",
                new Keyspace(keyspace, new Replication.Simple(1), true),
                new Credentials.None(),
                new Encryption.Clear(),
                Consistency.LOCAL,
                Limits.DEFAULT);
    }

    public CassandraSettings withLocalDatacenter(String datacenter) {
        return new CassandraSettings(contactPoints, datacenter, keyspace, credentials, encryption, consistency, limits);
    }

    public CassandraSettings withKeyspace(Keyspace other) {
        return new CassandraSettings(
                contactPoints, localDatacenter, other, credentials, encryption, consistency, limits);
    }

    public CassandraSettings withCredentials(Credentials other) {
        return new CassandraSettings(contactPoints, localDatacenter, keyspace, other, encryption, consistency, limits);
    }

    public CassandraSettings withEncryption(Encryption other) {
        return new CassandraSettings(contactPoints, localDatacenter, keyspace, credentials, other, consistency, limits);
    }

    public CassandraSettings withLimits(Limits other) {
        return new CassandraSettings(
                contactPoints, localDatacenter, keyspace, credentials, encryption, consistency, other);
    }

    /** The contact points as a sysadmin writes them. */
    String where() {
        return contactPoints.stream()
                .map(point -> point.getHostString() + ":" + point.getPort())
                .collect(Collectors.joining(", "));
    }
}
