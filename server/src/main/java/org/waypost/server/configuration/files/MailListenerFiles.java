package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waypost.server.configuration.schema.Element;
import org.waypost.server.configuration.schema.Key;
import org.waypost.server.configuration.schema.Values;
import org.waypost.server.configuration.schema.XmlSchema;

/** The listeners that mail clients and mail servers talk to. */
final class MailListenerFiles {
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
                    "authRequired", Values.oneOf("true", "false", "announce"), "false", "Kept from James; use auth."),
            Element.value("verifyIdentity", Values.bool(), "false", "Whether the sender must belong to the user."),
            Element.value("maxmessagesize", Values.size("kilobytes"), "0: no limit", "Largest message."),
            Element.value("heloEhloEnforcement", Values.bool(), "true", "Whether EHLO or HELO must come first."),
            Element.value("smtpGreeting", Values.text(), "the host name", "First line that a client sees."),
            Element.value("addressBracketsEnforcement", Values.bool(), "true", "Whether addresses need <>."));
    static final XmlSchema LMTP = listeners(
            "lmtpserver.xml",
            "lmtpservers",
            "lmtpserver",
            "LMTP (RFC 2033), for a mail relay or list server on this machine.",
            Element.value(
                    "maxmessagesize",
                    Values.integer(0, Integer.MAX_VALUE),
                    "0: no limit",
                    "Largest message, in kilobytes."),
            Element.value("lmtpGreeting", Values.text(), "the host name", "First line that a client sees."));
    static final XmlSchema IMAP = listeners(
            "imapserver.xml",
            "imapservers",
            "imapserver",
            "IMAP (RFC 9051).",
            Element.value("compress", Values.bool(), "false", "Whether COMPRESS is offered (RFC 4978)."),
            Element.value("maxLineLength", Values.integer(1, Integer.MAX_VALUE), "65536", "Longest line, in bytes."),
            Element.value("inMemorySizeLimit", Values.size("bytes"), "10M", "Literals above this go through a file."),
            Element.value("literalSizeLimit", Values.size("bytes"), "0: no limit", "Largest literal."),
            Element.value("plainAuthDisallowed", Values.bool(), "false", "Kept from James; use auth."),
            Element.value(
                    "ignoreIDLEUponProcessing", Values.bool(), "true", "Whether a running command stops the time-out."),
            Element.value("disabledCaps", Values.any(), "none", "Capabilities that aren't announced."),
            Element.value("enableIdle", Values.bool(), "true", "Whether IDLE sends heartbeats (RFC 2177)."),
            Element.value("idleTimeInterval", Values.integer(1, Integer.MAX_VALUE), "120", "Time between heartbeats."),
            Element.value(
                    "idleTimeIntervalUnit", Values.oneOfAnyCase("SECONDS", "MINUTES", "HOURS"), "SECONDS", "Its unit."),
            Element.value("maxQueueSize", Values.integer(0, Integer.MAX_VALUE), "4096", "Requests that may wait."),
            Element.value("concurrentRequests", Values.integer(0, Integer.MAX_VALUE), "128", "Requests at once."),
            Element.value(
                    "provisionDefaultMailboxes",
                    Values.bool(),
                    "true",
                    "Whether a new user gets Sent, Drafts and so on."));
    static final XmlSchema POP3 = listeners("pop3server.xml", "pop3servers", "pop3server", "POP3 (RFC 1939).");
    static final XmlSchema MANAGESIEVE =
            listeners("managesieveserver.xml", "managesieveservers", "managesieveserver", "ManageSieve (RFC 5804).");

    private MailListenerFiles() {}

    private static XmlSchema listeners(String file, String root, String listener, String description, Element... own) {
        List<Element> children = new ArrayList<>(common());
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

    private static List<Element> common() {
        return List.of(
                Element.value("jmxName", Values.word(), "the protocol", "Name in JMX and in logs; unique.")
                        .mandatory(),
                Element.value("bind", Values.hostAndPort().list(), "0.0.0.0 and the usual port", "Where it listens.")
                        .mandatory(),
                Element.value(
                        "connectionBacklog", Values.integer(1, 65535), "200", "Connections that may wait to be taken."),
                Element.value(
                        "connectiontimeout",
                        Values.integer(0, Integer.MAX_VALUE),
                        "300",
                        "Silence, in seconds, after which a client is sent away."),
                Element.value("timeout", Values.integer(0, Integer.MAX_VALUE), "1800", "The same, for IMAP."),
                Element.value(
                        "connectionLimit", Values.integer(0, Integer.MAX_VALUE), "0: none", "Connections at once."),
                Element.value(
                        "connectionLimitPerIP",
                        Values.integer(0, Integer.MAX_VALUE),
                        "0: none",
                        "Connections at once from one address."),
                Element.value(
                        "ioWorkerCount",
                        Values.integer(1, 1024),
                        "twice the processors",
                        "Threads that read and write."),
                Element.value("bossWorkerCount", Values.integer(1, 64), "2", "Threads that take connections."),
                Element.value("maxExecutorCount", Values.integer(1, 4096), "16", "Threads that run commands."),
                Element.value(
                        "gracefulShutdown", Values.bool(), "true", "Whether running commands end before the stop."),
                Element.value("proxyRequired", Values.bool(), "false", "Whether a PROXY header must come first."),
                Element.group("helloName", "Name in greetings.")
                        .withParameters()
                        .attributes(
                                optional("autodetect", Values.bool(), "true", "Whether it is that of the machine.")),
                tls(),
                auth(),
                Element.group("handlerchain", "Handlers of the protocol.")
                        .attributes(
                                optional(
                                        "coreHandlersPackage",
                                        Values.className(),
                                        "that of the protocol",
                                        "Class that names the usual handlers."),
                                optional(
                                        "jmxHandlersPackage",
                                        Values.className(),
                                        "that of the protocol",
                                        "Class that names the handlers for JMX."),
                                optional(
                                        "enableJmx",
                                        Values.bool(),
                                        "true",
                                        "Whether figures of the handlers are in JMX."))
                        .with(Element.group("handler", "A handler. Its children are parameters of its class.")
                                .many()
                                .withParameters()
                                .attributes(Key.required("class", Values.className(), "Class of the handler."))));
    }

    private static Element tls() {
        return Element.group("tls", "Encryption.")
                .attributes(
                        optional("socketTLS", Values.bool(), "false", "Whether TLS begins with the connection."),
                        optional("startTLS", Values.bool(), "false", "Whether TLS begins with a command."))
                .with(
                        Element.value(
                                "keystore", Values.file(), "none", "JKS or PKCS12 file with key and certificate."),
                        Element.value("keystoreType", Values.oneOf("JKS", "PKCS12"), "JKS", "Its type."),
                        Element.value("secret", Values.secret(), "none", "Its password."),
                        Element.value("privateKey", Values.file(), "that of tls.properties", "Private key, PEM."),
                        Element.value("certificates", Values.file(), "those of tls.properties", "Certificates, PEM."),
                        Element.value(
                                "provider", Values.className(), "that of Java", "Kept from James; has no effect."),
                        Element.value("algorithm", Values.word(), "SunX509", "Kept from James; has no effect."),
                        Element.value(
                                "enableOCSPCRLChecks",
                                Values.bool(),
                                "false",
                                "Whether client certificates are checked for revocation."),
                        Element.group("supportedProtocols", "Versions of TLS.")
                                .with(Element.value(
                                                "protocol",
                                                Values.oneOf("TLSv1.2", "TLSv1.3"),
                                                "TLSv1.2 and TLSv1.3",
                                                "A version.")
                                        .many()),
                        Element.group("supportedCipherSuites", "Cipher suites.")
                                .with(Element.value("cipherSuite", Values.word(), "those of Java", "A suite.")
                                        .many()),
                        Element.group("clientAuth", "Client certificates.")
                                .with(
                                        Element.value(
                                                "truststore",
                                                Values.file(),
                                                "none",
                                                "JKS or PKCS12 file with the authorities."),
                                        Element.value(
                                                "truststoreType", Values.oneOf("JKS", "PKCS12"), "JKS", "Its type."),
                                        Element.value("truststoreSecret", Values.secret(), "none", "Its password.")));
    }

    private static Element auth() {
        return Element.group("auth", "Authentication.")
                .with(
                        Element.value(
                                "announce",
                                Values.oneOf("never", "always", "forUnauthorizedAddresses"),
                                "forUnauthorizedAddresses",
                                "To whom AUTH is announced."),
                        Element.value("requireSSL", Values.bool(), "false", "Whether TLS must come first."),
                        Element.value(
                                "plainAuthEnabled", Values.bool(), "true", "Whether PLAIN and LOGIN are offered."),
                        Element.group("oidc", "OpenID Connect (RFC 7628).")
                                .with(
                                        Element.value(
                                                "oidcConfigurationURL",
                                                Values.url("https", "http"),
                                                "",
                                                "Configuration of the provider."),
                                        Element.value(
                                                "jwksURL", Values.url("https", "http"), "", "Keys of the provider."),
                                        Element.value("claim", Values.text(), "", "Claim that holds the user."),
                                        Element.value("scope", Values.text(), "", "Scope to ask for."),
                                        Element.value("introspection", Values.any(), "", "Introspection end point."),
                                        Element.value("userinfo", Values.any(), "", "User information end point.")));
    }
}
