package org.waypost.webadmin.product;

import java.time.Instant;
import java.util.List;

/** The certificate that all listeners show. Bound by the composition root. */
public interface CertificateControl {

    /**
     * The certificate in use.
     *
     * @param subject    whom it was made for
     * @param issuer     who signed it
     * @param names      the names that it is good for
     * @param expires    when it ends
     * @param sha256     its fingerprint, in hexadecimal digits
     * @param selfSigned true when the server made it itself
     */
    record Certificate(
            String subject, String issuer, List<String> names, Instant expires, String sha256, boolean selfSigned) {}

    /** What a look at the files led to. */
    enum Outcome {
        /** The files hold what was in use already. */
        UNCHANGED,
        /** New handshakes show the new one. */
        REPLACED,
        /** The files don't do, so the one from before stays in use. */
        KEPT
    }

    /**
     * What a look at the files led to.
     *
     * @param outcome     the short form
     * @param reason      in words, why the one from before was kept; else empty
     * @param certificate what is in use now
     */
    record Reload(Outcome outcome, String reason, Certificate certificate) {}

    /** The certificate in use. */
    Certificate current();

    /** Reads the files again. */
    Reload reload();
}
