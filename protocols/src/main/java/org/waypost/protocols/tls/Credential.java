package org.waypost.protocols.tls;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A private key and the certificate chain that goes with it, checked to belong together.
 *
 * @param privateKey the key
 * @param chain      the server's certificate first; never empty
 */
public record Credential(PrivateKey privateKey, List<X509Certificate> chain) {

    public Credential {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A credential needs at least one certificate");
        }
    }

    /** The certificate that clients compare with the name they asked for. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The moment after which clients refuse the certificate. */
    public Instant expires() {
        return certificate().getNotAfter().toInstant();
    }

    /** The moment before which clients refuse the certificate. */
    public Instant begins() {
        return certificate().getNotBefore().toInstant();
    }

    /** SHA-256 over the certificate, in lower-case hexadecimal digits, as {@code openssl x509 -fingerprint -sha256} shows it without colons. */
    public String fingerprint() {
        return DigestUtils.sha256Hex(encoded());
    }

    /** True when the certificate was made by {@link SelfSigned}, and so is ours to renew. */
    public boolean isSelfMade() {
        return SelfSigned.made(certificate());
    }

    /** The names and addresses that the certificate is good for (RFC 5280 §4.2.1.6). */
    public List<String> names() {
        try {
            Collection<List<?>> names = certificate().getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream().map(name -> String.valueOf(name.get(1))).toList();
        } catch (CertificateParsingException e) {
            throw new IllegalStateException("The names of a certificate that was read can't be read", e);
        }
    }

    private byte[] encoded() {
        try {
            return certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read can't be written", e);
        }
    }
}
