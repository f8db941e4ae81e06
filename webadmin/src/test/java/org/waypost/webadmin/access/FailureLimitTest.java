package org.waypost.webadmin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FailureLimitTest {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final FailureLimit limit = new FailureLimit(3, Duration.ofMinutes(5), new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void addressWaitsAfterTooManyFailuresAndOthersDoNot() {
        fail("192.0.2.1", 3);

        assertThat(limit.wait("192.0.2.1")).contains(Duration.ofMinutes(5));
        assertThat(limit.wait("192.0.2.2")).isEmpty();
    }

    @Test
    void fewFailuresAreForgiven() {
        fail("192.0.2.1", 2);

        assertThat(limit.wait("192.0.2.1")).isEmpty();
    }

    @Test
    void waitEndsWithTheWindow() {
        fail("192.0.2.1", 3);
        now = now.plus(Duration.ofMinutes(5)).plusSeconds(1);

        assertThat(limit.wait("192.0.2.1")).isEmpty();
        fail("192.0.2.1", 1);
        assertThat(limit.wait("192.0.2.1")).isEmpty();
    }

    @Test
    void networkOfIpv6CountsAsOneAddress() {
        fail("2001:db8:0:1::1", 2);
        fail("2001:db8:0:1:ffff::2", 1);

        assertThat(limit.wait("2001:db8:0:1::3")).isPresent();
        assertThat(limit.wait("2001:db8:0:2::1")).isEmpty();
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            limit.failed(address);
        }
    }
}
