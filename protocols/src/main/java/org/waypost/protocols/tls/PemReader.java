package org.waypost.protocols.tls;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads a {@link Credential} from its two PEM files (RFC 7468) and checks that they belong together. */
final class PemReader {

    private PemReader() {}

    /**
     * Reads key and chain.
     *
     * @throws CredentialException when a file is missing, is not PEM, holds no key or no certificate, is encrypted,
     *                             or when the key doesn't belong to the first certificate
     */
    static Credential read(TlsFiles files) throws CredentialException {
        PrivateKey key = readKey(files.privateKey());
        List<X509Certificate> chain = readChain(files.certificates());
        if (!belongTogether(key, chain.get(0).getPublicKey())) {
            throw new CredentialException(
                    files.certificates(),
                    "its first certificate (" + chain.get(0).getSubjectX500Principal()
                            + ") was not made for the private key in " + files.privateKey()
                            + "; expected the server's own certificate first, then the ones that sign it");
        }
        checkOrder(files.certificates(), chain);
        return new Credential(key, chain);
    }

    private static PrivateKey readKey(Path file) throws CredentialException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PEMParser parser = new PEMParser(reader)) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof PrivateKeyInfo info) {
                    return privateKey(file, info);
                }
                if (object instanceof PEMKeyPair pair) {
                    return privateKey(file, pair.getPrivateKeyInfo());
                }
                if (object instanceof PKCS8EncryptedPrivateKeyInfo || object instanceof PEMEncryptedKeyPair) {
                    throw new CredentialException(
                            file,
                            "the private key is encrypted; expected an unencrypted PKCS#8 key (openssl pkcs8 -topk8 -nocrypt)");
                }
            }
            throw new CredentialException(file, "no private key in it; expected -----BEGIN PRIVATE KEY-----");
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file, "a PEM private key", e);
        }
    }

    /** A key of Java's own providers: theirs are named as TLS asks for them, others' are not. */
    private static PrivateKey privateKey(Path file, PrivateKeyInfo info)
            throws CredentialException, GeneralSecurityException, IOException {
        ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
        String algorithm;
        if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            algorithm = "RSA";
        } else if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            algorithm = "EC";
        } else {
            throw new CredentialException(
                    file, "a private key of the kind " + kind + "; expected RSA or an elliptic curve");
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static List<X509Certificate> readChain(Path file) throws CredentialException {
        List<X509Certificate> chain = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PEMParser parser = new PEMParser(reader)) {
            JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof X509CertificateHolder holder) {
                    chain.add(converter.getCertificate(holder));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file, "PEM certificates", e);
        }
        if (chain.isEmpty()) {
            throw new CredentialException(file, "no certificate in it; expected -----BEGIN CERTIFICATE-----");
        }
        return chain;
    }

    // RFC 8446 §4.4.2: the sender's certificate comes first, each following one certifies the one before it.
    private static void checkOrder(Path file, List<X509Certificate> chain) throws CredentialException {
        for (int i = 1; i < chain.size(); i++) {
            X509Certificate signed = chain.get(i - 1);
            X509Certificate signer = chain.get(i);
            if (!signed.getIssuerX500Principal().equals(signer.getSubjectX500Principal())) {
                throw new CredentialException(
                        file,
                        "certificate " + (i + 1) + " (" + signer.getSubjectX500Principal()
                                + ") did not sign certificate " + i
                                + ", whose issuer is " + signed.getIssuerX500Principal()
                                + "; expected each certificate to be followed by its signer");
            }
        }
    }

    private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
        try {
            String algorithm =
                    switch (privateKey.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC", "ECDSA" -> "SHA256withECDSA";
                        default -> privateKey.getAlgorithm();
                    };
            byte[] challenge = new byte[32];
            new SecureRandom().nextBytes(challenge);
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(privateKey);
            signer.update(challenge);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            verifier.update(challenge);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException differentKinds) {
            return false;
        }
    }

    private static CredentialException unreadable(Path file, String expected, Exception e) {
        if (!Files.exists(file)) {
            return new CredentialException(file, "no such file; expected " + expected, e);
        }
        if (!Files.isReadable(file)) {
            return new CredentialException(
                    file, "not readable by the user who runs the server; expected " + expected, e);
        }
        return new CredentialException(file, "can't be read as " + expected + " (" + e.getMessage() + ")", e);
    }
}
