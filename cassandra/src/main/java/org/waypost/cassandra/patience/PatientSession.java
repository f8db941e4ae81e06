package org.waypost.cassandra.patience;

import com.datastax.dse.driver.internal.core.cql.reactive.CqlRequestReactiveProcessor;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metrics.Metrics;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that waits for its ring.
 *
 * <p>When no node answers, a request that may be sent again ({@link Repeatable}) is, after a pause that grows from
 * 100 ms to 1 s, until it succeeds, fails for another reason, or the patience ends; then the caller gets the last
 * error. Everything else goes through unchanged.
 */
public final class PatientSession implements CqlSession {
    /** Longer than a local Cassandra takes to replay a full commit log. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOGGER = LoggerFactory.getLogger(PatientSession.class);

    private final CqlSession session;
    private final Duration patience;

    /**
     * @param session what is asked
     * @param patience how long a request may be repeated, zero for never
     */
    public PatientSession(CqlSession session, Duration patience) {
        this.session = session;
        this.patience = patience;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R extends Request, T> T execute(R request, GenericType<T> resultType) {
        if (request instanceof Statement<?> statement) {
            if (resultType.equals(Statement.ASYNC)) {
                CompletableFuture<AsyncResultSet> result = new CompletableFuture<>();
                attempt(statement, new Waits(patience), result);
                return (T) result;
            }
            if (resultType.equals(Statement.SYNC)) {
                return (T) attempt(statement);
            }
            if (resultType.equals(CqlRequestReactiveProcessor.REACTIVE_RESULT_SET)) {
                return (T) new PatientResultSet(() -> session.executeReactive(statement), statement, patience);
            }
        }
        return session.execute(request, resultType);
    }

    private ResultSet attempt(Statement<?> statement) {
        Waits waits = new Waits(patience);
        while (true) {
            try {
                return session.execute(statement);
            } catch (DriverException e) {
                Duration pause = waits.next()
                        .filter(any -> Repeatable.after(e, statement))
                        .orElseThrow(() -> e);
                told(pause, e);
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    private void attempt(Statement<?> statement, Waits waits, CompletableFuture<AsyncResultSet> result) {
        session.executeAsync(statement).whenComplete((rows, failure) -> {
            if (failure == null) {
                result.complete(rows);
                return;
            }
            Optional<Duration> pause = waits.next().filter(any -> Repeatable.after(failure, statement));
            if (pause.isEmpty()) {
                result.completeExceptionally(failure);
                return;
            }
            told(pause.get(), failure);
            CompletableFuture.delayedExecutor(pause.get().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> attempt(statement, waits, result));
        });
    }

    static void told(Duration pause, Throwable failure) {
        LOGGER.debug("Cassandra did not answer, again in {} ms: {}", pause.toMillis(), failure.toString());
    }

    @Override
    public String getName() {
        return session.getName();
    }

    @Override
    public Metadata getMetadata() {
        return session.getMetadata();
    }

    @Override
    public boolean isSchemaMetadataEnabled() {
        return session.isSchemaMetadataEnabled();
    }

    @Override
    public CompletionStage<Metadata> setSchemaMetadataEnabled(Boolean newValue) {
        return session.setSchemaMetadataEnabled(newValue);
    }

    @Override
    public CompletionStage<Metadata> refreshSchemaAsync() {
        return session.refreshSchemaAsync();
    }

    @Override
    public CompletionStage<Boolean> checkSchemaAgreementAsync() {
        return session.checkSchemaAgreementAsync();
    }

    @Override
    public DriverContext getContext() {
        return session.getContext();
    }

    @Override
    public Optional<CqlIdentifier> getKeyspace() {
        return session.getKeyspace();
    }

    @Override
    public Optional<Metrics> getMetrics() {
        return session.getMetrics();
    }

    @Override
    public CompletionStage<Void> closeFuture() {
        return session.closeFuture();
    }

    @Override
    public CompletionStage<Void> closeAsync() {
        return session.closeAsync();
    }

    @Override
    public CompletionStage<Void> forceCloseAsync() {
        return session.forceCloseAsync();
    }
}
