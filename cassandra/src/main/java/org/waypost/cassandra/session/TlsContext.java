package org.waypost.cassandra.session;

import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes the driver's TLS engines from the configured stores or PEM files. */
final class TlsContext {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private TlsContext() {}

    static SslEngineFactory engines(Encryption.Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(tls.identity()), trust(tls.trust()), null);
            // RFC 6125 section 6.2.1: what was dialled is checked, not the name that DNS gives for its address.
            return new ProgrammaticSslEngineFactory(context, null, tls.checkHostname(), false);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS for Cassandra can't be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trust(Encryption.Trust trust) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (trust instanceof Encryption.Trust.Pem pem) {
            factory.init(ofCertificates(certificates(pem.certificates())));
        } else if (trust instanceof Encryption.Trust.Store store) {
            factory.init(load(store.file(), store.password()));
        } else {
            factory.init((KeyStore) null);
        }
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(Encryption.Identity identity) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (identity instanceof Encryption.Identity.Pem pem) {
            KeyStore store = empty();
            store.setKeyEntry(
                    "client",
                    privateKey(pem.privateKey()),
                    new char[0],
                    certificates(pem.certificates()).toArray(Certificate[]::new));
            factory.init(store, new char[0]);
        } else if (identity instanceof Encryption.Identity.Store store) {
            factory.init(load(store.file(), store.password()), store.password().toCharArray());
        } else {
            return new KeyManager[0];
        }
        return factory.getKeyManagers();
    }

    private static KeyStore load(Path file, String password) {
        try {
            return KeyStore.getInstance(file.toFile(), password.toCharArray());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unreadable(file, "a PKCS12 or JKS store that opens with the configured password", e);
        }
    }

    private static KeyStore ofCertificates(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store can't be made", e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file) {
        String expected = "one or more PEM certificates";
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw unreadable(file, expected, null);
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file, expected, e);
        }
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException {
        Matcher matcher = PKCS8.matcher(read(file));
        if (!matcher.find()) {
            throw unreadable(file, "an unencrypted PKCS #8 key between BEGIN PRIVATE KEY and END PRIVATE KEY", null);
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        InvalidKeySpecException last = null;
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                last = e;
            }
        }
        throw unreadable(file, "a key of one of " + KEY_ALGORITHMS, last);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw unreadable(file, "a readable PEM file", e);
        }
    }

    private static IllegalArgumentException unreadable(Path file, String expected, Exception cause) {
        String said = cause == null ? "" : " (" + cause.getMessage() + ")";
        return new IllegalArgumentException("TLS for Cassandra: " + file + ": expected " + expected + said, cause);
    }
}
