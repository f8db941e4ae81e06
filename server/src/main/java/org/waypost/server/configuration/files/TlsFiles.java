package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.List;
import org.waypost.server.configuration.schema.PropertiesSchema;
import org.waypost.server.configuration.schema.Values;

/** Certificates and the listeners that speak HTTP. */
final class TlsFiles {
    static final PropertiesSchema TLS = new PropertiesSchema(
            "tls.properties",
            "Key and certificate of every TLS listener.",
            List.of(
                    optional(
                            "privateKey",
                            Values.file(),
                            "file://var/tls/private.key, made at first start",
                            "Private key, PEM, not encrypted. Set together with certificates."),
                    optional(
                            "certificates",
                            Values.file(),
                            "file://var/tls/certificates.pem, made at first start",
                            "Certificate and those between it and the authority, PEM, own certificate first."),
                    optional(
                            "hostName",
                            Values.host(),
                            "the name of the machine",
                            "Name in the certificate that the server makes itself, and in public addresses."),
                    optional(
                            "watch.seconds",
                            Values.integer(1, 3600),
                            "5",
                            "Time between two looks at the files; new ones are taken while the server runs."),
                    optional(
                            "warn.days",
                            Values.integer(1, 365),
                            "14",
                            "Days before its end from which the health check warns.")));

    static final PropertiesSchema PUBLIC = new PropertiesSchema(
            "public.properties",
            "The HTTPS listener for pages that strangers open, apart from WebAdmin and JMAP.",
            List.of(
                    optional("enabled", Values.bool(), "true", "Whether there is a public listener."),
                    optional("host", Values.host(), "0.0.0.0", "Address to listen on."),
                    optional("port", Values.listenPort(), "443", "Port to listen on; 0 for any free one."),
                    optional(
                            "base.url",
                            Values.url("https"),
                            "https:// and the hostName of tls.properties",
                            "Address as strangers know it; links in mails begin with it."),
                    optional(
                            "rate.per.minute",
                            Values.integer(1, 100_000),
                            "60",
                            "Requests a minute from one address, on average."),
                    optional("rate.burst", Values.integer(1, 100_000), "20", "Requests at once from one address."),
                    optional(
                            "proxies",
                            Values.addressBlock().list(),
                            "none",
                            "Reverse proxies whose X-Forwarded-For is believed."),
                    optional(
                            "request.max.bytes",
                            Values.integer(1024, 100 << 20),
                            "65536",
                            "Largest form that is taken, in bytes."),
                    optional("connections.max", Values.integer(1, 1_000_000), "1000", "Connections at once.")));

    static final PropertiesSchema WEBADMIN = new PropertiesSchema(
            "webadmin.properties",
            "The HTTPS listener for administrators; the command talks to it.",
            List.of(
                    optional("enabled", Values.bool(), "true", "Whether there is a WebAdmin listener."),
                    optional("host", Values.host(), "127.0.0.1", "Address to listen on."),
                    optional("port", Values.listenPort(), "8000", "Port to listen on; 0 for any free one."),
                    optional(
                            "https.enabled",
                            Values.bool(),
                            "true",
                            "Whether the listener speaks TLS; false is allowed on loopback only."),
                    optional(
                            "administrator.*",
                            Values.secretMatching(
                                    "PBKDF2-SHA512:[0-9]{1,8}:[A-Za-z0-9_-]{16,128}:[A-Za-z0-9_-]{43}",
                                    "a hash as waypost webadmin password prints it"),
                            "none",
                            "An administrator with a password: name after the dot, hash as value."),
                    optional(
                            "token.file",
                            Values.file(),
                            "file://var/webadmin/token",
                            "File of the token that the command shows."),
                    optional(
                            "failures.max",
                            Values.integer(1, 1_000_000),
                            "10",
                            "Wrong log-ins of one address within the window, after which it is sent away."),
                    optional("failures.window.seconds", Values.integer(1, 86_400), "300", "That window, in seconds."),
                    optional(
                            "jwt.enabled",
                            Values.bool(),
                            "false",
                            "Whether JSON Web Tokens with the claim admin=true are taken."),
                    optional(
                            "jwt.publickeypem.url",
                            Values.file(),
                            "none",
                            "PEM public key that verifies them; needed with jwt.enabled=true."),
                    optional("cors.enable", Values.bool(), "false", "Whether scripts of another site may call."),
                    optional("cors.origin", Values.url("https", "http"), "none", "That site."),
                    optional("maxThreadCount", Values.integer(8, 1000), "20", "Requests answered at once."),
                    optional(
                            "extensions.routes",
                            Values.className().list().orEmpty(),
                            "none",
                            "Classes of further routes.")));

    static final PropertiesSchema JMAP = new PropertiesSchema(
            "jmap.properties",
            "JMAP (RFC 8620, RFC 8621) by HTTPS.",
            List.of(
                    optional("enabled", Values.bool(), "true", "Whether JMAP is served; false without this file."),
                    optional("jmap.host", Values.host(), "0.0.0.0", "Address to listen on."),
                    optional("jmap.port", Values.listenPort(), "8443", "Port to listen on; 0 for any free one."),
                    optional(
                            "jmap.plain.port",
                            Values.listenPort(),
                            "none",
                            "A second port for clear HTTP, for a reverse proxy on this machine."),
                    optional(
                            "jmap.plain.host",
                            Values.oneOf("127.0.0.1", "localhost", "::1"),
                            "127.0.0.1",
                            "Its address, on loopback."),
                    optional(
                            "url.prefix",
                            Values.url("https", "http"),
                            "https://localhost and the port",
                            "Address under which clients reach JMAP."),
                    optional(
                            "websocket.url.prefix",
                            Values.url("wss", "ws"),
                            "that of url.prefix",
                            "Address under which clients reach JMAP by WebSocket (RFC 8887)."),
                    optional(
                            "dynamic.jmap.prefix.resolution.enabled",
                            Values.bool(),
                            "false",
                            "Whether the field X-JMAP-PREFIX of a request says the address."),
                    optional(
                            "authentication.strategy.rfc8621",
                            Values.oneOf("BasicAuthenticationStrategy", "JWTAuthenticationStrategy")
                                    .list(),
                            "both",
                            "How users log in. XUserAuthenticationStrategy believes any name and isn't allowed."),
                    optional(
                            "failures.per.minute",
                            Values.integer(1, 1_000_000),
                            "a safe number",
                            "Wrong log-ins of one address within a minute, after which it is sent away."),
                    optional(
                            "jwt.publickeypem.url",
                            Values.file().list(),
                            "none",
                            "PEM public keys that JSON Web Tokens are verified with."),
                    optional("request.max.size", Values.size("bytes"), "10M", "Largest request."),
                    optional("upload.max.size", Values.size("bytes"), "30M", "Largest upload."),
                    optional("header.max.size", Values.integer(1024, 1 << 20), "16384", "Largest header, in bytes."),
                    optional(
                            "request.timeout.seconds",
                            Values.integer(1, 3600),
                            "120",
                            "How long a request may take to arrive."),
                    optional(
                            "idle.timeout.seconds",
                            Values.integer(1, 86_400),
                            "300",
                            "Silence after which a connection is closed."),
                    optional("connections.max", Values.integer(1, 1_000_000), "2000", "Connections at once."),
                    optional(
                            "max.size.attachments.per.mail",
                            Values.size("bytes"),
                            "20000000",
                            "Attachments of one mail together."),
                    optional("email.send.max.size", Values.size("bytes"), "none", "Largest mail that is sent."),
                    optional(
                            "user.provisioning.enabled",
                            Values.bool(),
                            "true",
                            "Whether an unknown user with a valid token is made; the file that comes with it says false."),
                    optional(
                            "view.email.query.enabled",
                            Values.bool(),
                            "false",
                            "Whether queries sorted by date are answered from a table of their own."),
                    optional(
                            "webpush.prevent.server.side.request.forgery",
                            Values.bool(),
                            "true",
                            "Whether push to inside addresses is refused; leave it on."),
                    optional("webpush.maxTimeoutSeconds", Values.integer(1, 3600), "10", "How long a push may take."),
                    optional("webpush.maxConnections", Values.integer(1, 10_000), "10", "Pushes at once.")));

    private TlsFiles() {}
}
