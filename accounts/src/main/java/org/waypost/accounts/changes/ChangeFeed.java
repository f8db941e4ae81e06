package org.waypost.accounts.changes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Tells the parts of this server what was changed, here or by another server on the keyspace.
 *
 * <p>A change made here is told at once, one made elsewhere within {@link #PERIOD}. Clocks of the servers may differ by
 * {@link #OVERLAP}. While the log can't be read, what is known stays in force; all is read again when it is back, so
 * nothing is missed but what happened in a gap of over an hour: then everything is told to be read again.
 */
public final class ChangeFeed implements AutoCloseable {
    /** How often the log is read. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    /** How far back of the last look each look goes. */
    static final Duration OVERLAP = Duration.ofSeconds(60);

    /** How long the log keeps a change, less some caution. */
    static final Duration KEPT = Duration.ofMinutes(55);

    /** The topic that stands for all. */
    public static final String EVERYTHING = "*";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOGGER = LoggerFactory.getLogger(ChangeFeed.class);

    private final ChangeLog log;
    private final Clock clock;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer;
    private Set<UUID> told = new HashSet<>();
    private Instant lastLook;
    private boolean failing;

    public ChangeFeed(ChangeLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
        this.lastLook = clock.instant();
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "change-feed");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to look. */
    public void start() {
        var unused =
                timer.scheduleWithFixedDelay(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells a listener the topic of each change from now on; {@link #EVERYTHING} when all must be read again. It must not block. */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Tells all servers, this one before the result arrives, of a change that is already stored. */
    public Mono<Void> announce(String topic) {
        return log.announce(topic).doFirst(() -> tell(topic));
    }

    /** Reads the log once; what other servers changed since the last look is told. */
    synchronized void look() {
        Instant now = clock.instant();
        try {
            if (Duration.between(lastLook, now).compareTo(KEPT) > 0) {
                tell(EVERYTHING);
            }
            List<Change> changes =
                    log.since(lastLook.minus(OVERLAP)).collectList().block(PATIENCE);
            changes.stream()
                    .filter(change -> !told.contains(change.id()))
                    .map(Change::topic)
                    .distinct()
                    .forEach(this::tell);
            told = changes.stream().map(Change::id).collect(Collectors.toSet());
            lastLook = now;
            if (failing) {
                failing = false;
                LOGGER.info("Changes of other servers can be read again");
            }
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                LOGGER.warn("Changes of other servers can't be read; what is known stays in force: {}", e.getMessage());
            }
        }
    }

    private void tell(String topic) {
        for (Consumer<String> listener : listeners) {
            try {
                listener.accept(topic);
            } catch (RuntimeException e) {
                LOGGER.error("{} failed on the change of {}", listener, topic, e);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
