package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.List;
import org.waypost.server.configuration.schema.Element;
import org.waypost.server.configuration.schema.Key;
import org.waypost.server.configuration.schema.PropertiesSchema;
import org.waypost.server.configuration.schema.Values;
import org.waypost.server.configuration.schema.XmlSchema;

/** Where mail lies while it isn't in a mailbox, and what listens to mailboxes. */
final class StoreFiles {
    static final XmlSchema MAIL_REPOSITORIES = new XmlSchema(
            "mailrepositorystore.xml",
            "Mail repositories: where mail is kept that couldn't be processed, delivered or relayed.",
            Element.group("mailrepositorystore", "Repositories.")
                    .with(
                            Element.value(
                                    "defaultProtocol",
                                    Values.word(),
                                    "that of the first repository",
                                    "Protocol of repositories that are named without one."),
                            Element.group("mailrepositories", "Kinds of repositories.")
                                    .with(Element.group("mailrepository", "A kind of repository.")
                                            .many()
                                            .attributes(Key.required(
                                                    "class", Values.className(), "Class of the repository."))
                                            .with(
                                                    Element.group("protocols", "Protocols of its addresses.")
                                                            .mandatory()
                                                            .with(Element.value(
                                                                            "protocol",
                                                                            Values.word(),
                                                                            "",
                                                                            "What stands before :// in its addresses.")
                                                                    .many()
                                                                    .mandatory()),
                                                    Element.group("config", "Parameters of the class.")
                                                            .withParameters()))));

    static final PropertiesSchema BLOB = new PropertiesSchema(
            "blob.properties",
            "Binary content: how exported content reaches its reader.",
            List.of(
                    optional(
                            "blob.export.implementation",
                            Values.oneOf("localFile"),
                            "localFile",
                            "How content that an administrator exports (deleted messages) is handed over."),
                    optional(
                            "blob.export.localFile.directory",
                            Values.file(),
                            "file://var/blobExporting",
                            "Folder for exported content.")));

    static final PropertiesSchema QUEUE = new PropertiesSchema(
            "activemq.properties",
            "The mail queue (embedded ActiveMQ, on disk under var/activemq).",
            List.of(
                    optional("metrics.enabled", Values.bool(), "true", "Whether figures of the queue are collected."),
                    optional(
                            "metrics.start_delay",
                            Values.duration("milliseconds"),
                            "30 seconds",
                            "Wait after the start before the first collection."),
                    optional(
                            "metrics.interval",
                            Values.duration("milliseconds"),
                            "10 seconds",
                            "Time between collections; 5 seconds at least."),
                    optional(
                            "metrics.timeout",
                            Values.duration("milliseconds"),
                            "2 seconds",
                            "How long one collection may take; less than the interval."),
                    optional(
                            "metrics.aqmp_timeout",
                            Values.duration("milliseconds"),
                            "1 second",
                            "How long the broker may take to answer; less than the time-out above. "
                                    + "The spelling is that of James.")));

    static final PropertiesSchema VAULT = new PropertiesSchema(
            "deletedMessageVault.properties",
            "Deleted messages are kept for a while, so that an administrator can restore them.",
            List.of(
                    optional("enabled", Values.bool(), "false", "Whether deleted messages are kept."),
                    optional("retentionPeriod", Values.duration("days"), "1 year", "How long they are kept."),
                    optional(
                            "restoreLocation",
                            Values.text(),
                            "Restored-Messages",
                            "Mailbox of the user into which they are restored.")));

    static final PropertiesSchema BATCH_SIZES = new PropertiesSchema(
            "batchsizes.properties",
            "How many messages one step of a long mailbox operation handles.",
            List.of(
                    optional("fetch.metadata", Values.integer(1, 1_000_000), "200", "Flags and dates at once."),
                    optional("fetch.headers", Values.integer(1, 1_000_000), "30", "Headers at once."),
                    optional("fetch.full", Values.integer(1, 1_000_000), "10", "Whole messages at once."),
                    optional("copy", Values.integer(1, 1_000_000), "100", "Messages copied at once."),
                    optional("move", Values.integer(1, 1_000_000), "100", "Messages moved at once.")));

    static final XmlSchema LISTENERS = new XmlSchema(
            "listeners.xml",
            "What is told of mailbox events, and what may refuse that a message is deleted.",
            Element.group("listeners", "Listeners and hooks.")
                    .with(
                            Element.value(
                                    "executeGroupListeners",
                                    Values.bool(),
                                    "true",
                                    "Whether this server runs listeners that run once for each event."),
                            Element.group("listener", "A listener.")
                                    .many()
                                    .with(
                                            Element.value("class", Values.className(), "", "Class of the listener.")
                                                    .mandatory(),
                                            Element.value(
                                                    "async",
                                                    Values.bool(),
                                                    "true",
                                                    "Whether the operation doesn't wait for the listener."),
                                            Element.value(
                                                    "group",
                                                    Values.text(),
                                                    "the class",
                                                    "Name under which its failures are kept; needed when a class stands twice."),
                                            Element.group("configuration", "Parameters of the class.")
                                                    .withParameters()),
                            Element.group("preDeletionHook", "A hook that runs before a message is deleted.")
                                    .many()
                                    .with(Element.value("class", Values.className(), "", "Class of the hook.")
                                            .mandatory())));

    private StoreFiles() {}
}
