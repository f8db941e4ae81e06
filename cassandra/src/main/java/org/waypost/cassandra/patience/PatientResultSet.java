package org.waypost.cassandra.patience;

import com.datastax.dse.driver.api.core.cql.reactive.ReactiveResultSet;
import com.datastax.dse.driver.api.core.cql.reactive.ReactiveRow;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Rows that are asked for again as long as none has come. */
final class PatientResultSet implements ReactiveResultSet {
    private final Supplier<ReactiveResultSet> source;
    private final Statement<?> statement;
    private final Duration patience;
    private final AtomicReference<ReactiveResultSet> current = new AtomicReference<>();

    PatientResultSet(Supplier<ReactiveResultSet> source, Statement<?> statement, Duration patience) {
        this.source = source;
        this.statement = statement;
        this.patience = patience;
    }

    @Override
    public void subscribe(Subscriber<? super ReactiveRow> subscriber) {
        AtomicBoolean begun = new AtomicBoolean();
        Waits waits = new Waits(patience);
        Flux.defer(() -> {
                    ReactiveResultSet rows = source.get();
                    current.set(rows);
                    return rows;
                })
                .doOnNext(row -> begun.set(true))
                .retryWhen(Retry.from(failures -> failures.concatMap(signal -> {
                    Throwable failure = signal.failure();
                    return waits.next()
                            .filter(pause -> !begun.get() && Repeatable.after(failure, statement))
                            .map(pause -> {
                                PatientSession.told(pause, failure);
                                return Mono.delay(pause);
                            })
                            .orElseGet(() -> Mono.error(failure));
                })))
                .subscribe(subscriber);
    }

    private ReactiveResultSet answered() {
        ReactiveResultSet rows = current.get();
        if (rows == null) {
            throw new IllegalStateException("The rows of " + statement + " must be asked for first");
        }
        return rows;
    }

    @Override
    public Publisher<? extends ColumnDefinitions> getColumnDefinitions() {
        return Mono.defer(() -> Mono.from(answered().getColumnDefinitions()));
    }

    @Override
    public Publisher<? extends ExecutionInfo> getExecutionInfos() {
        return Flux.defer(() -> answered().getExecutionInfos());
    }

    @Override
    public Publisher<Boolean> wasApplied() {
        return Mono.defer(() -> Mono.from(answered().wasApplied()));
    }
}
