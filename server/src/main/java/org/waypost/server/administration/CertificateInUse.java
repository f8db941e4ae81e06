package org.waypost.server.administration;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.inject.Inject;
import org.waypost.protocols.tls.Credential;
import org.waypost.protocols.tls.ServerCertificate;
import org.waypost.webadmin.product.CertificateControl;

/** The certificate of all listeners, as WebAdmin shows it and has it read again. */
public final class CertificateInUse implements CertificateControl {
    private final ServerCertificate certificate;

    @Inject
    public CertificateInUse(ServerCertificate certificate) {
        this.certificate = certificate;
    }

    @Override
    public Certificate current() {
        Credential credential = certificate.current();
        X509Certificate shown = credential.certificate();
        return new Certificate(
                shown.getSubjectX500Principal().getName(),
                shown.getIssuerX500Principal().getName(),
                names(shown),
                credential.expires(),
                credential.fingerprint(),
                credential.isSelfMade());
    }

    @Override
    public Reload reload() {
        ServerCertificate.Outcome outcome = certificate.reload();
        if (outcome instanceof ServerCertificate.Outcome.Kept kept) {
            return new Reload(Outcome.KEPT, kept.reason(), current());
        }
        return new Reload(
                outcome instanceof ServerCertificate.Outcome.Replaced ? Outcome.REPLACED : Outcome.UNCHANGED,
                "",
                current());
    }

    /** RFC 5280 §4.2.1.6: pairs of the kind of a name and the name. */
    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream().map(pair -> String.valueOf(pair.get(1))).toList();
        } catch (CertificateParsingException e) {
            throw new IllegalStateException("The names in the certificate in use can't be read", e);
        }
    }
}
