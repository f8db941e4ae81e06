package org.waypost.cassandra.session;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.cassandra.session.CassandraUnusableException.Reason;
import reactor.core.publisher.Mono;

/**
 * Opens the session: waits until the ring answers, checks it, creates the keyspace when asked.
 *
 * <p>The session has its keyspace set and schema metadata switched off; {@code SchemaInstaller} switches it on.
 * The caller closes it. Nothing is left running when opening fails.
 */
public final class SessionFactory {

    private static final Logger LOGGER = LoggerFactory.getLogger(SessionFactory.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration REMIND = Duration.ofSeconds(10);

    /** A ring that just started creates its first role a little later. */
    private static final Duration CREDENTIALS_PATIENCE = Duration.ofSeconds(12);

    private final CassandraSettings settings;
    private final MetricRegistry metrics;
    private final Diagnosis diagnosis;
    private final NodeWatch nodes;

    /**
     * @param settings where the ring is and how to speak to it
     * @param metrics where the driver's metrics are registered, under {@code waypost-cql.}
     */
    public SessionFactory(CassandraSettings settings, MetricRegistry metrics) {
        this(settings, metrics, new NodeWatch());
    }

    /**
     * @param settings where the ring is and how to speak to it
     * @param metrics where the driver's metrics are registered, under {@code waypost-cql.}
     * @param nodes hears of nodes that go and come
     */
    public SessionFactory(CassandraSettings settings, MetricRegistry metrics, NodeWatch nodes) {
        this.settings = settings;
        this.metrics = metrics;
        this.nodes = nodes;
        this.diagnosis = new Diagnosis(settings);
    }

    /**
     * Opens the session.
     *
     * @throws CassandraUnusableException when the ring doesn't answer before the deadline, or can't be used
     */
    public CqlSession open() {
        Instant begin = Instant.now();
        Instant reminded = begin;
        LOGGER.info("Connecting to Cassandra at {}", settings.where());
        while (true) {
            Duration waited = Duration.between(begin, Instant.now());
            try {
                CqlSession session = attempt();
                LOGGER.info(
                        "Connected to Cassandra at {} after {} ms",
                        settings.where(),
                        Duration.between(begin, Instant.now()).toMillis());
                return session;
            } catch (CassandraUnusableException e) {
                if (isFinal(e.reason(), waited)) {
                    throw e;
                }
                if (Duration.between(reminded, Instant.now()).compareTo(REMIND) > 0) {
                    reminded = Instant.now();
                    LOGGER.warn(
                            "Still waiting, {} of {} s: {}",
                            waited.toSeconds(),
                            settings.limits().startDeadline().toSeconds(),
                            e.getMessage());
                }
            }
            Mono.delay(PAUSE).block();
        }
    }

    private boolean isFinal(Reason reason, Duration waited) {
        Duration patience =
                switch (reason) {
                    case DATACENTER, VERSION, KEYSPACE -> Duration.ZERO;
                    case CREDENTIALS -> CREDENTIALS_PATIENCE;
                    case UNREACHABLE, TLS, OTHER -> settings.limits().startDeadline();
                };
        return waited.compareTo(patience) >= 0
                || waited.compareTo(settings.limits().startDeadline()) >= 0;
    }

    private CqlSession attempt() {
        ContactProbe.refusal(settings).ifPresent(refusal -> {
            throw refusal;
        });
        try {
            return inKeyspace();
        } catch (InvalidKeyspaceException e) {
            createKeyspace(e);
            return inKeyspace();
        }
    }

    private CqlSession inKeyspace() {
        return build(builder().withKeyspace(settings.keyspace().name()));
    }

    private void createKeyspace(InvalidKeyspaceException missing) {
        if (!settings.keyspace().create()) {
            throw new CassandraUnusableException(
                    Reason.KEYSPACE,
                    "Cassandra at " + settings.where() + ": keyspace "
                            + settings.keyspace().name()
                            + " doesn't exist and creating it is switched off; create it with the replication you want",
                    missing);
        }
        try (CqlSession session = build(builder())) {
            LOGGER.info("Creating {}", settings.keyspace().toCql());
            session.execute(
                    SimpleStatement.newInstance(settings.keyspace().toCql()).setExecutionProfileName("TABLE_CREATION"));
        } catch (DriverException e) {
            throw diagnosis.of(e);
        }
    }

    private CqlSession build(CqlSessionBuilder builder) {
        CqlSession session;
        try {
            session = builder.build();
        } catch (InvalidKeyspaceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw diagnosis.of(e);
        }
        Optional<CassandraUnusableException> refusal = RingCheck.refusal(session, settings);
        refusal.ifPresent(reason -> {
            session.close();
            throw reason;
        });
        return session;
    }

    private CqlSessionBuilder builder() {
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(DriverOptions.loader(settings))
                .withMetricRegistry(metrics)
                .addNodeStateListener(nodes)
                .addContactPoints(settings.contactPoints().stream()
                        .map(ContactProbe::fresh)
                        .toList());
        if (settings.credentials() instanceof Credentials.Password password) {
            builder.withAuthCredentials(password.username(), password.password());
        }
        if (settings.encryption() instanceof Encryption.Tls tls) {
            builder.withSslEngineFactory(TlsContext.engines(tls));
        }
        return builder;
    }
}
