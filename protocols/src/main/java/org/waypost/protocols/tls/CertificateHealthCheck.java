package org.waypost.protocols.tls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import reactor.core.publisher.Mono;

/** Warns while the certificate's end is near, or while files that should replace it don't do. */
final class CertificateHealthCheck implements HealthCheck {
    private static final ComponentName NAME = new ComponentName("Certificate");

    private final ServerCertificate certificate;
    private final Duration warning;
    private final Clock clock;

    CertificateHealthCheck(ServerCertificate certificate, Duration warning, Clock clock) {
        this.certificate = certificate;
        this.warning = warning;
        this.clock = clock;
    }

    @Override
    public ComponentName componentName() {
        return NAME;
    }

    @Override
    public Mono<Result> check() {
        return Mono.fromSupplier(this::look);
    }

    private Result look() {
        Instant end = certificate.current().expires();
        Instant now = clock.instant();
        if (end.isBefore(now)) {
            return Result.unhealthy(NAME, "The certificate ended on " + end);
        }
        if (end.minus(warning).isBefore(now)) {
            return Result.degraded(
                    NAME,
                    "The certificate ends on " + end + ", in "
                            + Duration.between(now, end).toDays() + " days");
        }
        if (certificate.lastOutcome() instanceof ServerCertificate.Outcome.Kept kept) {
            return Result.degraded(NAME, "A new certificate was not taken: " + kept.reason());
        }
        return Result.healthy(NAME);
    }
}
