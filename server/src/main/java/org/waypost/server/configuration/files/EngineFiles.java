package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.List;
import org.waypost.server.configuration.schema.PropertiesSchema;
import org.waypost.server.configuration.schema.ValueType;
import org.waypost.server.configuration.schema.Values;

/** Cassandra, OpenSearch and Tika: started by the server, or the operator's own. */
final class EngineFiles {
    private static final String OPTIONS = "Further flags for its Java, separated by spaces; not those of the heap.";
    private static final String FLAG = "-(?!Xm[xs])\\S+";
    private static final ValueType FLAGS = Values.matching(
            FLAG + "(\\s+" + FLAG + ")*", "flags for Java, separated by spaces, without those of the heap");

    static final PropertiesSchema ENGINES = new PropertiesSchema(
            "engines.properties",
            "The engines: Cassandra (all data), OpenSearch (search), Tika (text of attachments). "
                    + "Each is local (started and supervised by the server, on loopback) or external (your own).",
            List.of(
                    optional(
                            "cassandra.mode",
                            Values.oneOf("local", "external"),
                            "local",
                            "Whether the server starts its own Cassandra."),
                    optional("cassandra.port", Values.port(), "9042", "CQL port of the local Cassandra."),
                    optional(
                            "cassandra.storage.port",
                            Values.port(),
                            "7000",
                            "Port of the local Cassandra for other nodes; loopback too."),
                    optional(
                            "cassandra.heap",
                            Values.integer(256, 65536),
                            "512",
                            "Heap of the local Cassandra, in megabytes."),
                    optional("cassandra.options", FLAGS, "none", OPTIONS),
                    optional(
                            "cassandra.commitlog.sync",
                            Values.oneOf("batch", "group"),
                            "batch",
                            "How the local Cassandra writes to disk before it acknowledges: batch (each write at once) or "
                                    + "group (writes of one window together). Periodic loses mail and isn't allowed."),
                    optional(
                            "cassandra.contact.points",
                            Values.contactPoint().list(),
                            "none",
                            "External only: nodes to ask first, host or host:port (9042)."),
                    optional(
                            "cassandra.datacenter",
                            Values.word(),
                            "none",
                            "External only: the data centre near this server."),
                    optional("cassandra.keyspace", Values.word(), "waypost", "Keyspace for all tables."),
                    optional(
                            "cassandra.keyspace.create",
                            Values.bool(),
                            "true",
                            "Whether the keyspace is made when it isn't there."),
                    optional(
                            "cassandra.replication",
                            Values.matching(
                                    "[A-Za-z0-9_-]+:\\d+(\\s*,\\s*[A-Za-z0-9_-]+:\\d+)*|\\d+",
                                    "a number of copies, or DATACENTRE:COPIES separated by commas"),
                            "1",
                            "External only: copies of each row when the keyspace is made; "
                                    + "a number, or dc1:3,dc2:3."),
                    optional(
                            "cassandra.consistency",
                            Values.oneOf("local", "global"),
                            "local",
                            "External only: whether a write waits for a quorum of the data centre near this server "
                                    + "or of all."),
                    optional("cassandra.user", Values.text(), "none", "External only: user name."),
                    optional("cassandra.password", Values.secret(), "none", "External only: password."),
                    optional(
                            "cassandra.password.file",
                            Values.file(),
                            "none",
                            "External only: a file with the password, instead of cassandra.password."),
                    optional("cassandra.tls", Values.bool(), "false", "External only: whether connections use TLS."),
                    optional(
                            "cassandra.tls.truststore",
                            Values.file(),
                            "the Java authorities",
                            "External only: PEM, PKCS12 or JKS file with the authorities that are trusted."),
                    optional(
                            "cassandra.tls.truststore.password",
                            Values.secret(),
                            "none",
                            "External only: password of that file."),
                    optional(
                            "cassandra.tls.keystore",
                            Values.file(),
                            "none",
                            "External only: PKCS12 or JKS file with the client certificate, for rings that ask for one."),
                    optional(
                            "cassandra.tls.keystore.password",
                            Values.secret(),
                            "none",
                            "External only: password of that file."),
                    optional(
                            "cassandra.tls.verify.host",
                            Values.bool(),
                            "true",
                            "External only: whether the name in the certificate must be that of the node."),
                    optional(
                            "opensearch.mode",
                            Values.oneOf("local", "external", "off"),
                            "local",
                            "Whether the server starts its own OpenSearch; off searches by reading the messages."),
                    optional("opensearch.port", Values.port(), "9200", "HTTP port of the local OpenSearch."),
                    optional(
                            "opensearch.transport.port",
                            Values.port(),
                            "9300",
                            "Port of the local OpenSearch for other nodes; loopback too."),
                    optional(
                            "opensearch.heap",
                            Values.integer(128, 65536),
                            "256",
                            "Heap of the local OpenSearch, in megabytes."),
                    optional("opensearch.options", FLAGS, "none", OPTIONS),
                    optional(
                            "opensearch.hosts",
                            Values.url("http", "https").list(),
                            "none",
                            "External only: addresses of the nodes."),
                    optional("opensearch.user", Values.text(), "none", "External only: user name."),
                    optional("opensearch.password", Values.secret(), "none", "External only: password."),
                    optional(
                            "opensearch.password.file",
                            Values.file(),
                            "none",
                            "External only: a file with the password, instead of opensearch.password."),
                    optional(
                            "opensearch.tls.truststore",
                            Values.file(),
                            "the Java authorities",
                            "External only: PEM, PKCS12 or JKS file with the authorities that are trusted."),
                    optional(
                            "opensearch.tls.truststore.password",
                            Values.secret(),
                            "none",
                            "External only: password of that file."),
                    optional(
                            "tika.mode",
                            Values.oneOf("local", "external", "off"),
                            "local",
                            "Whether the server starts its own Tika; off: attachments aren't searched."),
                    optional("tika.port", Values.port(), "9998", "Port of the local Tika."),
                    optional("tika.heap", Values.integer(64, 65536), "192", "Heap of the local Tika, in megabytes."),
                    optional("tika.options", FLAGS, "none", OPTIONS),
                    optional("tika.url", Values.url("http", "https"), "none", "External only: address of the server."),
                    optional(
                            "tika.timeout",
                            Values.duration("seconds"),
                            "1m",
                            "How long the text of one attachment may take."),
                    optional(
                            "disk.minimum.free",
                            Values.size("bytes"),
                            "512M",
                            "The start is refused when less is free where the data lies."),
                    optional(
                            "start.timeout",
                            Values.duration("seconds"),
                            "2m",
                            "How long a local engine may take to be ready.")));

    private EngineFiles() {}
}
