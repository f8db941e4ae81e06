package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextTest {

    @TempDir
    Path folder;

    @Test
    void platformTrustNeedsNoFile() {
        assertThat(TlsContext.engines(
                        new Encryption.Tls(new Encryption.Trust.Platform(), new Encryption.Identity.None(), true)))
                .isNotNull();
    }

    @Test
    void namesAFileThatIsMissing() {
        Path missing = folder.resolve("ca.pem");
        assertThatThrownBy(() -> engines(new Encryption.Trust.Pem(missing), new Encryption.Identity.None()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("PEM certificates");
    }

    @Test
    void namesAStoreThatDoesNotOpen() throws IOException {
        Path store = Files.writeString(folder.resolve("trust.p12"), "no store");
        assertThatThrownBy(() -> engines(new Encryption.Trust.Store(store, "x"), new Encryption.Identity.None()))
                .hasMessageContaining(store.toString());
    }

    @Test
    void namesAKeyThatIsNotPkcs8() throws IOException {
        Path key = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> engines(
                        new Encryption.Trust.Platform(), new Encryption.Identity.Pem(folder.resolve("own.pem"), key)))
                .hasMessageContaining(key.toString())
                .hasMessageContaining("PKCS #8");
    }

    @Test
    void readsEllipticKeysBeforeItMissesTheCertificate() throws IOException, GeneralSecurityException {
        byte[] encoded = KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path key = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                        + "\n-----END PRIVATE KEY-----\n");
        Path certificate = folder.resolve("own.pem");
        assertThatThrownBy(
                        () -> engines(new Encryption.Trust.Platform(), new Encryption.Identity.Pem(certificate, key)))
                .hasMessageContaining(certificate.toString());
    }

    private static void engines(Encryption.Trust trust, Encryption.Identity identity) {
        assertThat(TlsContext.engines(new Encryption.Tls(trust, identity, true)))
                .isNotNull();
    }
}
