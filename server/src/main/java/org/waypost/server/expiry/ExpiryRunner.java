package org.waypost.server.expiry;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.expiry.ExpiryCount;
import org.waypost.accounts.expiry.ExpiryRun;
import org.waypost.accounts.expiry.ExpiryRuns;
import org.waypost.accounts.lease.Leases;
import reactor.core.publisher.Flux;

/** Does a run over all users, in the order of their names, while no other server does one. */
@Singleton
final class ExpiryRunner {
    static final String SCHEDULE = "schedule";
    static final String ADMINISTRATOR = "administrator";
    static final String DONE = "done";
    static final String FAILED = "failed";
    static final String CANCELLED = "cancelled";
    /** How many runs are looked at for one that a dead server left. */
    static final int LOOKED_AT = 20;

    private static final Logger LOGGER = LoggerFactory.getLogger(ExpiryRunner.class);
    private static final String LEASE = "expiry";
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Duration RENEWED = Duration.ofSeconds(5);

    private final UsersRepository users;
    private final ExpiryEngine engine;
    private final ExpiryRuns runs;
    private final Leases leases;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();
    private volatile boolean stopping;

    /** Another server took over, or this one is being stopped: the run is left as it is. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Abandoned(String message) {
            super(message);
        }
    }

    @Inject
    ExpiryRunner(UsersRepository users, ExpiryEngine engine, ExpiryRuns runs, Leases leases, Clock clock) {
        this.users = users;
        this.engine = engine;
        this.runs = runs;
        this.leases = leases;
        this.clock = clock;
    }

    /** From now on an interrupted run is left for the next start, and not called cancelled. */
    void stopping() {
        stopping = true;
    }

    /** A run that a dead server left and that is to go on. */
    Optional<ExpiryRun> left() {
        return runs.newest(LOOKED_AT)
                .filter(run -> !run.dry() && run.finished().isEmpty())
                .next()
                .blockOptional();
    }

    /**
     * Does a run, unless another server does one.
     *
     * @param trigger {@link #SCHEDULE} or {@link #ADMINISTRATOR}
     * @param wanted  looked at after the right is taken: whether the run is still to be done
     * @return the run at its end; empty when another server does one, or it is not wanted any more
     */
    Optional<ExpiryRun> run(String trigger, boolean dry, Predicate<Optional<ExpiryRun>> wanted) {
        if (dry) {
            return Optional.of(goOn(begin(trigger, true), () -> {}));
        }
        if (!leases.take(LEASE, holder, LENGTH).block()) {
            return Optional.empty();
        }
        try {
            Optional<ExpiryRun> left = left();
            if (!wanted.test(left)) {
                return Optional.empty();
            }
            return Optional.of(goOn(left.orElseGet(() -> begin(trigger, false)), new Renewal()));
        } catch (Abandoned e) {
            LOGGER.warn("The expiry is left for later: {}", e.getMessage());
            return Optional.empty();
        } finally {
            leases.release(LEASE, holder).block();
        }
    }

    private ExpiryRun begin(String trigger, boolean dry) {
        ExpiryRun run = new ExpiryRun(Uuids.timeBased(), clock.instant(), trigger, dry, "", Optional.empty(), "");
        runs.write(run).block();
        return run;
    }

    private ExpiryRun goOn(ExpiryRun from, ExpiryEngine.Pulse pulse) {
        ExpiryRun run = from;
        LOGGER.info("Expiry {} {}", run.id(), run.position().isEmpty() ? "begins" : "goes on after " + run.position());
        try {
            Map<String, List<ExpiryCount>> before = runs.counts(run.id())
                    .collect(Collectors.groupingBy(count -> count.user().asString()))
                    .block();
            for (Username user : after(run.position())) {
                pulse.beat();
                engine.expire(run, user, folders(before.getOrDefault(user.asString(), List.of())), pulse);
                run = run.at(user.asString());
                if (before.containsKey(user.asString()) || !run.dry()) {
                    runs.write(run).block();
                }
            }
            boolean well = runs.counts(run.id())
                    .all(count -> count.failure().isEmpty())
                    .block();
            return ended(run, well ? DONE : FAILED);
        } catch (InterruptedException e) {
            return interrupted(run);
        } catch (RuntimeException e) {
            if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
                return interrupted(run);
            }
            throw e;
        }
    }

    private ExpiryRun interrupted(ExpiryRun run) {
        // The way to the store must not be interrupted too.
        Thread.interrupted();
        if (stopping) {
            throw new Abandoned("the server is being stopped");
        }
        ExpiryRun end = ended(run, CANCELLED);
        Thread.currentThread().interrupt();
        return end;
    }

    private ExpiryRun ended(ExpiryRun run, String outcome) {
        ExpiryRun end = run.ended(clock.instant(), outcome);
        runs.write(end).block();
        LOGGER.info("Expiry {} is {}", end.id(), outcome);
        return end;
    }

    private List<Username> after(String position) {
        return Flux.from(users.listReactive())
                .sort(Comparator.comparing(Username::asString))
                .filter(user -> user.asString().compareTo(position) > 0)
                .collect(ImmutableList.toImmutableList())
                .block();
    }

    private static Map<String, ExpiryCount> folders(List<ExpiryCount> counts) {
        return counts.stream().collect(Collectors.toMap(ExpiryCount::folder, count -> count));
    }

    private final class Renewal implements ExpiryEngine.Pulse {
        private Instant renewed = clock.instant();

        @Override
        public void beat() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Instant now = clock.instant();
            if (Duration.between(renewed, now).compareTo(RENEWED) > 0) {
                if (!leases.take(LEASE, holder, LENGTH).block()) {
                    throw new Abandoned("another server goes on with it");
                }
                renewed = now;
            }
        }
    }
}
