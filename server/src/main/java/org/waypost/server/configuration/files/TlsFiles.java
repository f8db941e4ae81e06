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
                            "Private key, PEM, PKCS#8."),
                    optional(
                            "certificates",
                            Values.file(),
                            "file://var/tls/certificates.pem, made at first start",
                            "Certificate and those between it and the authority, PEM, own certificate first.")));

    static final PropertiesSchema PUBLIC = new PropertiesSchema(
            "public.properties",
            "The HTTPS listener for pages that strangers open.",
            List.of(
                    optional("enabled", Values.bool(), "true", "Whether there is a public listener."),
                    optional("host", Values.host(), "0.0.0.0", "Address to listen on."),
                    optional("port", Values.port(), "443", "Port to listen on.")));

    static final PropertiesSchema WEBADMIN = new PropertiesSchema(
            "webadmin.properties",
            "The HTTPS listener for administrators.",
            List.of(
                    optional("enabled", Values.bool(), "true", "Whether there is a WebAdmin listener."),
                    optional("host", Values.host(), "127.0.0.1", "Address to listen on."),
                    optional("port", Values.port(), "8000", "Port to listen on."),
                    optional("https.enabled", Values.bool(), "true", "Whether the listener speaks TLS.")));

    static final PropertiesSchema JMAP = new PropertiesSchema(
            "jmap.properties",
            "JMAP (RFC 8620, RFC 8621).",
            List.of(
                    optional("enabled", Values.bool(), "true", "Whether there is a JMAP listener."),
                    optional("jmap.port", Values.port(), "8443", "Port to listen on.")));

    private TlsFiles() {}
}
