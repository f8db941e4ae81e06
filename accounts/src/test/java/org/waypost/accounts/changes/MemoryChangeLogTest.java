package org.waypost.accounts.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MemoryChangeLogTest implements ChangeLogContract {
    private final MemoryChangeLog log = new MemoryChangeLog(Clock.systemUTC());

    @Override
    public ChangeLog log() {
        return log;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Test
    void changesOfMoreThanAnHourAgoAreForgotten() {
        Instant[] now = {Instant.parse("2026-11-25T10:00:00Z")};
        MemoryChangeLog aging = new MemoryChangeLog(new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        });
        aging.announce("old").block();
        now[0] = now[0].plus(Duration.ofMinutes(61));
        aging.announce("new").block();

        assertThat(aging.since(Instant.EPOCH).map(Change::topic).collectList().block())
                .containsExactly("new");
    }
}
