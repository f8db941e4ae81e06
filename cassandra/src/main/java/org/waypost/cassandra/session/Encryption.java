package org.waypost.cassandra.session;

import java.nio.file.Path;

/** Whether the connections to Cassandra are encrypted, whom they trust and which certificate they show. */
public sealed interface Encryption {

    /** No TLS; for an engine on loopback. */
    record Clear() implements Encryption {}

    /**
     * TLS 1.2 or 1.3.
     *
     * @param trust whose certificates are believed
     * @param identity the client's own certificate, when the ring asks for one
     * @param checkHostname whether the certificate must bear the name or address that was dialled (RFC 6125, section 6)
     */
    record Tls(Trust trust, Identity identity, boolean checkHostname) implements Encryption {}

    /** Whose certificates are believed. */
    sealed interface Trust {
        /** The authorities that the Java runtime trusts. */
        record Platform() implements Trust {}

        /** A file with one or more PEM certificates (RFC 7468, section 5). */
        record Pem(Path certificates) implements Trust {}

        /** A PKCS12 or JKS store. */
        record Store(Path file, String password) implements Trust {
            @Override
            public String toString() {
                return "Store[file=" + file + "]";
            }
        }
    }

    /** The client's own certificate. */
    sealed interface Identity {
        /** The ring asks for none. */
        record None() implements Identity {}

        /** A PEM chain and an unencrypted PKCS #8 key (RFC 7468, sections 5 and 10). */
        record Pem(Path certificates, Path privateKey) implements Identity {}

        /** A PKCS12 or JKS store with one key. */
        record Store(Path file, String password) implements Identity {
            @Override
            public String toString() {
                return "Store[file=" + file + "]";
            }
        }
    }
}
