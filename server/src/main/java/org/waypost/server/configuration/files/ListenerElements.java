package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.List;
import org.waypost.server.configuration.schema.Element;
import org.waypost.server.configuration.schema.Key;
import org.waypost.server.configuration.schema.Values;

/** Elements that the listeners of all mail protocols share. */
final class ListenerElements {
    private static final long MANY = Integer.MAX_VALUE;

    private ListenerElements() {}

    static List<Element> common() {
        return List.of(
                Element.value("jmxName", Values.word(), "", "Name in JMX, logs and waypost status; unique.")
                        .mandatory(),
                Element.value(
                                "bind",
                                Values.listenAddress().list(),
                                "",
                                "Addresses and ports to listen on; port 0 for any free one.")
                        .mandatory(),
                Element.value(
                        "connectionBacklog", Values.integer(1, 65535), "200", "Connections that may wait to be taken."),
                Element.value(
                        "connectiontimeout",
                        Values.integer(0, MANY),
                        "300",
                        "Silence, in seconds, after which a client is sent away."),
                Element.value("connectionLimit", Values.integer(0, MANY), "0: none", "Connections at once."),
                Element.value(
                        "connectionLimitPerIP",
                        Values.integer(0, MANY),
                        "0: none",
                        "Connections at once from one client; an IPv6 client is a /64."),
                Element.value(
                        "ioWorkerCount",
                        Values.integer(1, 1024),
                        "twice the processors",
                        "Threads that read and write."),
                Element.value("bossWorkerCount", Values.integer(1, 64), "2", "Threads that take connections."),
                Element.value("maxExecutorCount", Values.integer(1, 4096), "16", "Threads that run commands."),
                Element.value(
                        "gracefulShutdown", Values.bool(), "true", "Whether connections may end before the stop."),
                Element.value(
                        "authenticationTimeout",
                        Values.integer(1, MANY),
                        "120",
                        "Seconds a client has to log in (IMAP, ManageSieve)."),
                Element.value(
                        "maxLineLength",
                        Values.integer(512, 16 << 20),
                        "that of the protocol",
                        "Longest line, in bytes."),
                proxy(),
                Element.group("helloName", "Name in greetings, when not that of the machine.")
                        .withParameters()
                        .attributes(
                                optional("autodetect", Values.bool(), "true", "Whether it is that of the machine.")),
                tls(),
                auth(),
                handlers());
    }

    private static Element proxy() {
        return Element.group("proxyProtocol", "Balancers that speak the PROXY protocol, version 1 or 2.")
                .with(
                        Element.value(
                                "trusted",
                                Values.addressBlock().list(),
                                "none",
                                "Balancers whose headers are believed."),
                        Element.value(
                                "required", Values.bool(), "true", "Whether such a balancer has to send a header."),
                        Element.value(
                                "headerTimeout", Values.integer(1, 3600), "5", "Seconds that it has for the header."));
    }

    private static Element handlers() {
        return Element.group("handlerchain", "Further handlers of the protocol.")
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
                        optional("enableJmx", Values.bool(), "true", "Whether figures of the handlers are in JMX."))
                .with(Element.group("handler", "A handler. Its children are parameters of its class.")
                        .many()
                        .withParameters()
                        .attributes(Key.required("class", Values.className(), "Class of the handler.")));
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
                        Element.value("secret", Values.secret().orEmpty(), "none", "Password of the key."),
                        Element.value(
                                "privateKey",
                                Values.file(),
                                "none",
                                "Private key, PEM; file://var/tls/private.key is that of tls.properties."),
                        Element.value(
                                "certificates",
                                Values.file(),
                                "none",
                                "Certificates, PEM; file://var/tls/certificates.pem are those of tls.properties."),
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
                                "never",
                                "SMTP: to whom AUTH is announced."),
                        Element.value(
                                "required", Values.bool(), "false", "SMTP: whether mail is taken only after AUTH."),
                        Element.value("requireSSL", Values.bool(), "true", "Whether TLS must come first."),
                        Element.value(
                                "plainAuthEnabled", Values.bool(), "true", "Whether users log in with a password."),
                        Element.value(
                                "maxFailures",
                                Values.integer(1, 1000),
                                "3",
                                "SMTP: wrong passwords after which the connection is closed."),
                        Element.value(
                                "failureDelay",
                                Values.duration("seconds"),
                                "2s",
                                "SMTP: wait before a wrong password is refused."),
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
                                        Element.value("scope", Values.text(), "", "Scope to ask for.")));
    }
}
