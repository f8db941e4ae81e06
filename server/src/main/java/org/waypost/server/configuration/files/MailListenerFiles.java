package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waypost.server.configuration.schema.Element;
import org.waypost.server.configuration.schema.Values;
import org.waypost.server.configuration.schema.XmlSchema;

/** The listeners that mail clients and mail servers talk to. */
final class MailListenerFiles {
    private static final long MANY = Integer.MAX_VALUE;

    static final XmlSchema SMTP = listeners(
            "smtpserver.xml",
            "smtpservers",
            "smtpserver",
            "SMTP (RFC 5321), submission (RFC 6409) and submission over TLS (RFC 8314).",
            Element.value(
                    "authorizedAddresses",
                    Values.addressBlock().or("localhost").list(),
                    "none",
                    "Addresses that may relay without authentication."),
            Element.value(
                    "verifyIdentity",
                    Values.bool(),
                    "true where AUTH is announced",
                    "Whether MAIL FROM must be an address of the user."),
            Element.value(
                    "verifyFromHeader",
                    Values.bool(),
                    "true where AUTH is announced",
                    "Whether the From field must be an address of the user."),
            Element.value("maxmessagesize", Values.size("kilobytes"), "0: no limit", "Largest message."),
            Element.value("heloEhloEnforcement", Values.bool(), "true", "Whether EHLO or HELO must come first."),
            Element.value("smtpGreeting", Values.text(), "the host name", "First line that a client sees."),
            Element.value("addressBracketsEnforcement", Values.bool(), "true", "Whether addresses need <>."),
            headers());

    static final XmlSchema LMTP = listeners(
            "lmtpserver.xml",
            "lmtpservers",
            "lmtpserver",
            "LMTP (RFC 2033), for a mail relay or list server on this machine.",
            Element.value("maxmessagesize", Values.size("kilobytes"), "0: no limit", "Largest message."),
            Element.value("lmtpGreeting", Values.text(), "the host name", "First line that a client sees."),
            headers());

    static final XmlSchema IMAP = listeners(
            "imapserver.xml",
            "imapservers",
            "imapserver",
            "IMAP (RFC 9051).",
            Element.value(
                    "timeout",
                    Values.integer(1800, MANY),
                    "1800",
                    "Silence, in seconds, after which a client is sent away (RFC 9051 §5.4)."),
            Element.value("compress", Values.bool(), "false", "Whether COMPRESS is offered (RFC 4978)."),
            Element.value("inMemorySizeLimit", Values.size("bytes"), "256K", "Literals above this go through a file."),
            Element.value("literalSizeLimit", Values.size("bytes"), "50M", "Largest message that APPEND takes."),
            Element.value("literalCountLimit", Values.integer(4, 10_000), "64", "Literals in one command."),
            Element.value(
                    "ignoreIDLEUponProcessing", Values.bool(), "true", "Whether a running command stops the time-out."),
            Element.value("disabledCaps", Values.any(), "none", "Capabilities that aren't announced, separated by |."),
            Element.value("enableIdle", Values.bool(), "true", "Whether IDLE sends heartbeats (RFC 2177)."),
            Element.value("idleTimeInterval", Values.integer(1, MANY), "120", "Time between heartbeats."),
            Element.value(
                    "idleTimeIntervalUnit", Values.oneOfAnyCase("SECONDS", "MINUTES", "HOURS"), "SECONDS", "Its unit."),
            Element.value("maxQueueSize", Values.integer(0, MANY), "4096", "Commands that may wait."),
            Element.value("concurrentRequests", Values.integer(0, MANY), "128", "Commands at once."),
            Element.value(
                    "provisionDefaultMailboxes",
                    Values.bool(),
                    "true",
                    "Whether a new user gets Sent, Drafts and so on."));

    static final XmlSchema POP3 = listeners("pop3server.xml", "pop3servers", "pop3server", "POP3 (RFC 1939).");

    static final XmlSchema MANAGESIEVE = listeners(
            "managesieveserver.xml",
            "managesieveservers",
            "managesieveserver",
            "ManageSieve (RFC 5804).",
            Element.value("maxScriptSize", Values.size("bytes"), "1M", "Largest script, up to 16M."));

    private MailListenerFiles() {}

    private static Element headers() {
        return Element.group("headers", "Limits of the header of a message.")
                .with(
                        Element.value("maxLines", Values.integer(1, MANY), "a safe number", "Lines."),
                        Element.value("maxSize", Values.integer(1000, MANY), "a safe number", "Bytes."),
                        Element.value(
                                "maxReceived",
                                Values.integer(0, MANY),
                                "50",
                                "Servers that a message may have passed, by its Received fields; 0: any number."));
    }

    private static XmlSchema listeners(String file, String root, String listener, String description, Element... own) {
        List<Element> children = new ArrayList<>(ListenerElements.common());
        children.addAll(Arrays.asList(own));
        return new XmlSchema(
                file,
                description,
                Element.group(root, "Listeners.")
                        .with(Element.group(listener, "A listener.")
                                .many()
                                .attributes(optional("enabled", Values.bool(), "true", "Whether it listens."))
                                .with(children)));
    }
}
