package org.waypost.protocols.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one certificate that all listeners show. It is read, or made when there is none, when this object is made; {@link #reload()}
 * takes a new one from the files. A pair of files that doesn't do never replaces a pair that does.
 *
 * <p>Listeners built on {@link #sslContext()} follow by themselves; others register with {@link #onChange(ChangeListener)}.
 */
public final class ServerCertificate {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServerCertificate.class);

    /** Versions that a listener may speak (RFC 8996 forbids the older ones). */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** What wants to know that the certificate was replaced. */
    @FunctionalInterface
    public interface ChangeListener {
        /** Called after the new files are in their place. What it throws is logged and stops nobody else. */
        void certificateChanged(Credential credential) throws Exception;
    }

    /** What a look at the files led to. */
    public sealed interface Outcome {
        /** The files hold what was in use already. */
        record Unchanged() implements Outcome {}

        /** New handshakes show the new certificate. */
        record Replaced(Credential credential) implements Outcome {}

        /** The files don't do; the certificate from before stays in use. */
        record Kept(String reason) implements Outcome {}
    }

    private final TlsConfiguration configuration;
    private final Clock clock;
    private final SelfSigned selfSigned;
    private final LiveKeyManager keyManager;
    private final SSLContext sslContext;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Outcome lastOutcome = new Outcome.Unchanged();

    /**
     * Reads the certificate; makes one when the configuration names none and there is none.
     *
     * @throws CredentialException when the files don't do: at start there is nothing else to show
     */
    public ServerCertificate(TlsConfiguration configuration, Clock clock)
            throws CredentialException, IOException, GeneralSecurityException {
        this.configuration = configuration;
        this.clock = clock;
        this.selfSigned = new SelfSigned(clock);
        if (configuration.isOurs()
                && !Files.exists(configuration.source().privateKey())
                && !Files.exists(configuration.source().certificates())) {
            makeOwn();
        }
        Credential first = PemReader.read(configuration.source());
        if (first.expires().isBefore(clock.instant())) {
            LOGGER.error(
                    "{}: the certificate ended on {}; clients will refuse it",
                    configuration.source().certificates(),
                    first.expires());
        }
        publish(first);
        this.keyManager = new LiveKeyManager(first);
        this.sslContext = SSLContext.getInstance("TLS");
        this.sslContext.init(new KeyManager[] {keyManager}, null, null);
        renewOwn();
    }

    /** For listeners; limit it to {@link #PROTOCOLS}. Every new handshake shows the certificate of the moment. */
    public SSLContext sslContext() {
        return sslContext;
    }

    /** The certificate in use. */
    public Credential current() {
        return keyManager.current();
    }

    /** What the last {@link #reload()} led to. */
    public Outcome lastOutcome() {
        return lastOutcome;
    }

    /** Tells {@code listener} of every later change. */
    public void onChange(ChangeListener listener) {
        listeners.add(listener);
    }

    /** Reads the files and, when they hold another good pair, shows it from now on. Sessions under way aren't touched. */
    public synchronized Outcome reload() {
        lastOutcome = tryReload();
        return lastOutcome;
    }

    private Outcome tryReload() {
        try {
            Credential fresh = PemReader.read(configuration.source());
            if (fresh.equals(current())) {
                return new Outcome.Unchanged();
            }
            Optional<String> outOfTime = outOfTime(fresh);
            if (outOfTime.isPresent()) {
                return kept(configuration.source().certificates() + ": " + outOfTime.get());
            }
            publish(fresh);
            replace(fresh);
            return new Outcome.Replaced(fresh);
        } catch (CredentialException e) {
            return kept(e.getMessage());
        } catch (IOException e) {
            return kept(configuration.published().certificates() + ": can't be written (" + e + ")");
        }
    }

    private Optional<String> outOfTime(Credential fresh) {
        Instant now = clock.instant();
        if (fresh.expires().isBefore(now)) {
            return Optional.of("the certificate ended on " + fresh.expires());
        }
        if (fresh.begins().isAfter(now)) {
            return Optional.of("the certificate is only good from " + fresh.begins());
        }
        return Optional.empty();
    }

    private Outcome.Kept kept(String reason) {
        LOGGER.error(
                "The certificate was not replaced, the one that ends on {} stays in use: {}",
                current().expires(),
                reason);
        return new Outcome.Kept(reason);
    }

    private void replace(Credential fresh) {
        keyManager.replace(fresh);
        for (ChangeListener listener : listeners) {
            try {
                listener.certificateChanged(fresh);
            } catch (Exception e) {
                LOGGER.error("A listener could not take the new certificate and still shows the one from before", e);
            }
        }
        LOGGER.info(
                "Certificate replaced: {} by {}, ends on {}, SHA-256 {}",
                fresh.certificate().getSubjectX500Principal(),
                fresh.certificate().getIssuerX500Principal(),
                fresh.expires(),
                fresh.fingerprint());
    }

    /** Makes the certificate that we made ourselves anew when its end is near; does nothing to anyone else's. */
    synchronized void renewOwn() {
        Credential old = current();
        if (!configuration.isOurs()
                || !old.isSelfMade()
                || old.expires().minus(SelfSigned.RENEW_BEFORE).isAfter(clock.instant())) {
            return;
        }
        try {
            makeOwn();
            reload();
        } catch (IOException e) {
            lastOutcome = kept(configuration.published().certificates() + ": can't be written (" + e + ")");
        }
    }

    private void makeOwn() throws IOException {
        Credential made = selfSigned.make(configuration.hostName());
        PemWriter.write(made, configuration.published());
        LOGGER.info(
                "Made a self-signed certificate for {} in {}; mail clients will ask their users before they trust it",
                configuration.hostName(),
                configuration.published().certificates());
    }

    /** Copies the operator's pair to where the mail listeners read it, so that what they read has always been checked. */
    private void publish(Credential credential) throws IOException {
        if (!configuration.isOurs()) {
            PemWriter.write(credential, configuration.published());
        }
    }
}
