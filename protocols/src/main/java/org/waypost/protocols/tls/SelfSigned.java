package org.waypost.protocols.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate that a server shows until its sysadmin brings a better one: self-signed, for the host's name,
 * {@code localhost} and the loopback addresses (RFC 5280; names as RFC 6125 wants them, in the subject alternative name).
 * RSA with 2048 bits, because every client that speaks TLS 1.2 takes it.
 */
final class SelfSigned {
    /** Apple's clients take no longer ones. */
    static final Duration LIFE = Duration.ofDays(825);

    /** So long before its end it is made anew. */
    static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private static final String MARK = "Waypost self-signed certificate";
    private static final int COMMON_NAME_LIMIT = 64;

    private final Clock clock;

    SelfSigned(Clock clock) {
        this.clock = clock;
    }

    /** True when {@code certificate} was made here. */
    static boolean made(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                && certificate.getSubjectX500Principal().getName().contains("OU=" + MARK);
    }

    /**
     * Makes a key and a certificate.
     *
     * @param hostName the name that clients know the server by
     */
    Credential make(String hostName) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return new Credential(pair.getPrivate(), List.of(certify(pair, hostName)));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("Can't make a self-signed certificate for " + hostName, e);
        }
    }

    private X509Certificate certify(KeyPair pair, String hostName)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        Instant now = clock.instant();
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
        subject.addRDN(BCStyle.OU, MARK);
        // RFC 5280 appendix A: a common name has at most 64 characters.
        subject.addRDN(BCStyle.CN, hostName.length() <= COMMON_NAME_LIMIT ? hostName : "localhost");
        X500Name name = subject.build();
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        // RFC 5280 §4.1.2.2: positive, at most 20 octets.
        BigInteger serial = new BigInteger(127, new SecureRandom()).add(BigInteger.ONE);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                serial,
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(LIFE)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false, names(hostName));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(pair.getPublic()));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
    }

    private static GeneralNames names(String hostName) {
        Set<String> dns = new LinkedHashSet<>(List.of(hostName, "localhost"));
        List<GeneralName> names = new ArrayList<>();
        dns.forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        names.add(new GeneralName(GeneralName.iPAddress, "::1"));
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }
}
