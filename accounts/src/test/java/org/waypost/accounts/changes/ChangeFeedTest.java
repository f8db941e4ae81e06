package org.waypost.accounts.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ChangeFeedTest {
    private final MemoryChangeLog log = new MemoryChangeLog(Clock.systemUTC());
    private final ChangeFeed here = new ChangeFeed(log, Clock.systemUTC());
    private final ChangeFeed elsewhere = new ChangeFeed(log, Clock.systemUTC());
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        here.close();
        elsewhere.close();
    }

    @Test
    void aChangeMadeHereIsToldBeforeTheCallerGoesOn() {
        here.listen(heard::add);

        here.announce("routes").block();

        assertThat(heard).containsExactly("routes");
    }

    @Test
    void aChangeMadeElsewhereIsToldWithinSeconds() {
        here.listen(heard::add);
        here.start();

        elsewhere.announce("routes").block();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(heard).containsExactly("routes"));
    }

    @Test
    void aChangeIsToldOnceThoughLooksOverlap() {
        here.listen(heard::add);
        elsewhere.announce("routes").block();

        here.look();
        here.look();
        here.look();

        assertThat(heard).containsExactly("routes");
    }

    @Test
    void aListenerThatFailsKeepsTheOthersInformed() {
        here.listen(topic -> {
            throw new IllegalStateException("no");
        });
        here.listen(heard::add);

        here.announce("routes").block();

        assertThat(heard).containsExactly("routes");
    }

    @Test
    void whatWasChangedWhileTheLogCouldNotBeReadIsToldAfterwards() {
        boolean[] dead = {true};
        try (ChangeFeed feed = new ChangeFeed(
                new ChangeLog() {
                    @Override
                    public Mono<Void> announce(String topic) {
                        return log.announce(topic);
                    }

                    @Override
                    public Flux<Change> since(Instant moment) {
                        return dead[0] ? Flux.error(new IllegalStateException("no node answers")) : log.since(moment);
                    }
                },
                Clock.systemUTC())) {
            feed.listen(heard::add);
            elsewhere.announce("routes").block();
            feed.look();
            assertThat(heard).isEmpty();

            dead[0] = false;
            feed.look();

            assertThat(heard).containsExactly("routes");
        }
    }

    @Test
    void afterAGapLongerThanTheLogAllIsToBeReadAgain() {
        Instant[] now = {Instant.parse("2026-11-25T10:00:00Z")};
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        try (ChangeFeed feed = new ChangeFeed(new MemoryChangeLog(clock), clock)) {
            feed.listen(heard::add);
            now[0] = now[0].plus(ChangeFeed.KEPT).plusSeconds(1);
            feed.look();

            assertThat(heard).containsExactly(ChangeFeed.EVERYTHING);
        }
    }
}
