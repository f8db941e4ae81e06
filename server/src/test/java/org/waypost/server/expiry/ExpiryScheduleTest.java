package org.waypost.server.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.expiry.ExpiryRun;
import org.waypost.accounts.expiry.MemoryExpiryRuns;

/** When a run is due, in a zone two hours before UTC. */
@Tag("feature-133")
class ExpiryScheduleTest {
    private static final ZoneId ZONE = ZoneId.of("+02:00");

    private static boolean due(OptionalInt hour, String now, String lastBegun, String trigger) {
        MemoryExpiryRuns runs = new MemoryExpiryRuns();
        if (lastBegun != null) {
            runs.write(new ExpiryRun(
                            Uuids.timeBased(), Instant.parse(lastBegun), trigger, false, "", Optional.empty(), ""))
                    .block();
        }
        return new ExpirySchedule(
                        null, runs, new ExpiryOptions(hour, 100, 500), null, Clock.fixed(Instant.parse(now), ZONE))
                .due();
    }

    @ParameterizedTest
    @CsvSource({
        // 03:00 in this zone is 01:00 UTC
        "2026-06-01T00:59:59Z, , schedule, false",
        "2026-06-01T01:00:00Z, , schedule, true",
        "2026-06-01T20:00:00Z, , schedule, true",
        "2026-06-01T01:00:30Z, 2026-06-01T01:00:00Z, schedule, false",
        "2026-06-01T20:00:00Z, 2026-05-31T23:00:00Z, schedule, true",
        "2026-06-01T20:00:00Z, 2026-06-01T19:00:00Z, administrator, true"
    })
    void aRunIsDueOnceADayFromItsHourOn(String now, String lastBegun, String trigger, boolean due) {
        assertThat(due(OptionalInt.of(3), now, lastBegun, trigger)).isEqualTo(due);
    }

    @Test
    void withoutAnHourNoneIsDue() {
        assertThat(due(OptionalInt.empty(), "2026-06-01T20:00:00Z", null, "")).isFalse();
    }
}
