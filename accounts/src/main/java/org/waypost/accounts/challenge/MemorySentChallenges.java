package org.waypost.accounts.challenge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Inject;
import org.apache.james.core.Username;
import reactor.core.publisher.Mono;

/** Sent challenges in memory. */
public final class MemorySentChallenges implements SentChallenges {
    private record Pair(Username user, String sender) {
        static Pair of(SentChallenge challenge) {
            return new Pair(challenge.user(), challenge.sender());
        }
    }

    private record Turn(SentChallenge challenge, Instant end, boolean used) {}

    private record Counter(LocalDate day, Counted by, String name) {}

    private final Map<Pair, Turn> turns = new ConcurrentHashMap<>();
    private final Map<UUID, SentChallenge> challenges = new ConcurrentHashMap<>();
    private final Map<Counter, Set<UUID>> counters = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    public MemorySentChallenges(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<SentChallenge> begin(SentChallenge challenge, Duration period) {
        return Mono.fromSupplier(() -> {
            Instant now = clock.instant();
            Turn turn = turns.compute(
                    Pair.of(challenge),
                    (pair, held) -> held == null || !held.end().isAfter(now)
                            ? new Turn(challenge, now.plus(period), false)
                            : held);
            if (turn.used() || !turn.challenge().mail().equals(challenge.mail())) {
                return null;
            }
            challenges.putIfAbsent(turn.challenge().id(), turn.challenge());
            return turn.challenge();
        });
    }

    @Override
    public Mono<Void> sent(SentChallenge challenge) {
        return Mono.fromRunnable(() -> turns.computeIfPresent(
                Pair.of(challenge), (pair, turn) -> new Turn(turn.challenge(), turn.end(), true)));
    }

    @Override
    public Mono<Void> withdraw(SentChallenge challenge) {
        return Mono.fromRunnable(() -> {
            turns.computeIfPresent(
                    Pair.of(challenge), (pair, turn) -> turn.challenge().id().equals(challenge.id()) ? null : turn);
            challenges.remove(challenge.id());
        });
    }

    @Override
    public Mono<SentChallenge> find(UUID id) {
        return Mono.fromSupplier(() -> challenges.get(id));
    }

    @Override
    public Mono<Void> confirmed(SentChallenge challenge, Instant moment) {
        return Mono.fromRunnable(
                () -> challenges.computeIfPresent(challenge.id(), (id, sent) -> sent.confirmedAt(moment)));
    }

    @Override
    public Mono<Integer> count(LocalDate day, Counted by, String name) {
        return Mono.fromSupplier(() ->
                counters.getOrDefault(new Counter(day, by, name), Set.of()).size());
    }

    @Override
    public Mono<Void> count(LocalDate day, Counted by, String name, UUID challenge) {
        return Mono.fromRunnable(
                () -> counters.computeIfAbsent(new Counter(day, by, name), unused -> ConcurrentHashMap.newKeySet())
                        .add(challenge));
    }
}
