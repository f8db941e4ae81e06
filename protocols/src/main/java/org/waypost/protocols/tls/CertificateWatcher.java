package org.waypost.protocols.tls;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.annotation.PreDestroy;
import org.apache.james.lifecycle.api.Startable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the certificate files every few seconds and reloads them when they changed and then stayed the same for one look,
 * so that a pair is not read while it is being written.
 */
final class CertificateWatcher implements Startable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CertificateWatcher.class);

    private final ServerCertificate certificate;
    private final TlsFiles files;
    private final Duration period;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "waypost-certificate-watcher");
        thread.setDaemon(true);
        return thread;
    });
    private TlsFiles.Stamp loaded;
    private TlsFiles.Stamp seen;
    private ScheduledFuture<?> looks;

    CertificateWatcher(ServerCertificate certificate, TlsConfiguration configuration) {
        this.certificate = certificate;
        this.files = configuration.source();
        this.period = configuration.watch();
        this.loaded = files.stamp();
        this.seen = loaded;
    }

    synchronized void start() {
        if (looks == null) {
            looks = timer.scheduleWithFixedDelay(
                    this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    synchronized void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
        timer.shutdown();
    }

    private void look() {
        try {
            TlsFiles.Stamp now = files.stamp();
            boolean settled = now.equals(seen);
            seen = now;
            if (settled && !now.equals(loaded)) {
                loaded = now;
                certificate.reload();
            }
            certificate.renewOwn();
        } catch (RuntimeException e) {
            LOGGER.error("Looking at the certificate files failed; the certificate in use stays", e);
        }
    }
}
