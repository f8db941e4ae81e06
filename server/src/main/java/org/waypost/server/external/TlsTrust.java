package org.waypost.server.external;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed. */
public sealed interface TlsTrust {

    /** The authorities that the Java runtime trusts. */
    record Platform() implements TlsTrust {}

    /** A file with one or more PEM certificates (RFC 7468 section 5). */
    record Pem(Path certificates) implements TlsTrust {}

    /** A PKCS12 or JKS store. */
    record Store(Path file, String password) implements TlsTrust {
        @Override
        public String toString() {
            return "Store[file=" + file + "]";
        }
    }

    /** PEM when the file is called so ({@code .pem}, {@code .crt}), else a store. */
    static TlsTrust file(Path file, String password) {
        String name = file.toString();
        return name.endsWith(".pem") || name.endsWith(".crt") ? new Pem(file) : new Store(file, password);
    }

    /**
     * TLS that believes them and nobody else.
     *
     * @throws IllegalArgumentException naming the file and what was expected
     */
    default SSLContext context() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS can't be set up: " + e.getMessage(), e);
        }
    }

    /** Null stands for those of the runtime. */
    private KeyStore authorities() {
        if (this instanceof Pem pem) {
            return read(pem.certificates());
        }
        if (this instanceof Store store) {
            try {
                return KeyStore.getInstance(
                        store.file().toFile(), store.password().toCharArray());
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                throw unreadable(store.file(), "a PKCS12 or JKS store that opens with the configured password", e);
            }
        }
        return null;
    }

    private static KeyStore read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw new IOException("it has none");
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file, "one or more PEM certificates", e);
        }
    }

    private static IllegalArgumentException unreadable(Path file, String expected, Exception cause) {
        return new IllegalArgumentException(file + ": expected " + expected + " (" + cause.getMessage() + ")", cause);
    }
}
