package org.waypost.accounts.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Test;

/** What every store of runs does. */
public interface ExpiryRunsContract {
    Instant BEGUN = Instant.parse("2026-01-02T03:04:05.678Z");
    Username BOB = Username.of("bob@example.test");

    ExpiryRuns runs();

    /** A name of version 1 (RFC 9562 §5.1) whose time is so many milliseconds after a fixed one. */
    static UUID id(long millis) {
        long ticks = 139_990_000_000_000_000L + millis * 10_000;
        long most = ticks << 32 | (ticks & 0xFFFF00000000L) >>> 16 | 0x1000 | (ticks >>> 48 & 0xFFF);
        return new UUID(most, 0x8000000000000001L);
    }

    static ExpiryRun run(long millis) {
        return new ExpiryRun(id(millis), BEGUN.plusMillis(millis), "schedule", false, "", Optional.empty(), "");
    }

    @Test
    default void aRunIsReadAsItWasWritten() {
        runs().write(run(1)).block();

        assertThat(runs().newest(5).collectList().block()).containsExactly(run(1));
    }

    @Test
    default void whatIsWrittenLaterReplacesWhatWasThere() {
        ExpiryRun run = run(1);
        runs().write(run).block();
        ExpiryRun end = run.at("bob@example.test").ended(BEGUN.plusSeconds(9), "done");
        runs().write(end).block();

        assertThat(runs().newest(5).collectList().block()).containsExactly(end);
    }

    @Test
    default void theNewestComeFirst() {
        runs().write(run(2)).block();
        runs().write(run(3)).block();
        runs().write(run(1)).block();

        assertThat(runs().newest(2).collectList().block()).containsExactly(run(3), run(2));
    }

    @Test
    default void countsBelongToTheirRunAndAreReplacedByFolder() {
        ExpiryCount count = ExpiryCount.begun(BOB, "INBOX", 7, 5);
        runs().write(id(1), count).block();
        runs().write(id(1), ExpiryCount.begun(BOB, "Trash", 1, 1).failed(0, "gone"))
                .block();
        runs().write(id(2), ExpiryCount.begun(BOB, "Other", 1, 1)).block();
        runs().write(id(1), count.finished(5)).block();

        assertThat(runs().counts(id(1)).collectList().block())
                .containsExactlyInAnyOrder(
                        new ExpiryCount(BOB, "INBOX", 7, 5, 5, true, ""),
                        new ExpiryCount(BOB, "Trash", 1, 1, 0, true, "gone"));
    }

    @Test
    default void aRunThatDidNothingHasNoCounts() {
        assertThat(runs().counts(id(9)).collectList().block()).isEmpty();
    }
}
