package org.waypost.policy.sender;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.apache.james.jdkim.tagvalue.PublicKeyRecordImpl;

/** A public key as the DNS has it (RFC 6376 §3.6.1), also those of Ed25519 (RFC 8463), which jDKIM does not know. */
final class DkimKey extends PublicKeyRecordImpl {
    private static final int FEWEST_BITS = 1024;
    private static final int MOST_BITS = 4096;
    /** What stands before an Ed25519 key in its X.509 form (RFC 8410 §4). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    DkimKey(String record) {
        super(record);
    }

    /** Whether signatures of this key must not count, and why; empty when they may. */
    String weakness() {
        List<String> services = List.of(getValue("s").toString().split("\\s*:\\s*"));
        if (!services.contains("*") && !services.contains("email")) {
            // RFC 6376 §3.6.1
            return "a key that is not for mail";
        }
        if (!(getPublicKey() instanceof RSAPublicKey rsa)) {
            return "";
        }
        int bits = rsa.getModulus().bitLength();
        // RFC 8301 §3.2: signatures of shorter keys are not valid; longer ones than 4096 nobody must verify.
        return bits < FEWEST_BITS || bits > MOST_BITS ? "a key of " + bits + " bits" : "";
    }

    @Override
    public PublicKey getPublicKey() {
        try {
            byte[] raw = Base64.getMimeDecoder().decode(getValue("p").toString());
            if (!isEd25519()) {
                return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(raw));
            }
            byte[] encoded = new byte[ED25519_PREFIX.length + raw.length];
            System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
            System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, raw.length);
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("a key that is none", e);
        }
    }

    /** Whether the signature is this key's over the data. */
    boolean verifies(byte[] data, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(isEd25519() ? "Ed25519" : "SHA256withRSA");
        verifier.initVerify(getPublicKey());
        // RFC 8463 §3: Ed25519 signs the hash.
        verifier.update(isEd25519() ? MessageDigest.getInstance("SHA-256").digest(data) : data);
        try {
            return verifier.verify(signature);
        } catch (SignatureException e) {
            // Java throws when the signature is of another length than the key makes.
            return false;
        }
    }

    private boolean isEd25519() {
        return getValue("k").toString().equalsIgnoreCase("ed25519");
    }
}
