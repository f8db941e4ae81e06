package org.waypost.protocols.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    private static final InetAddress CLIENT = InetAddresses.forString("192.0.2.1");

    private final AtomicLong now = new AtomicLong();
    private final RequestRate rate = new RequestRate(60, 3, now::get);

    @Test
    void burstIsServedAndTheNextWaits() {
        take(CLIENT, 3);

        assertThat(rate.take(CLIENT)).contains(Duration.ofSeconds(1));
        assertThat(rate.take(InetAddresses.forString("192.0.2.2"))).isEmpty();
    }

    @Test
    void tokensComeBackWithTimeButNoMoreThanTheBurst() {
        take(CLIENT, 3);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(rate.take(CLIENT)).isEmpty();
        assertThat(rate.take(CLIENT)).isPresent();

        now.addAndGet(Duration.ofHours(1).toNanos());
        take(CLIENT, 3);
        assertThat(rate.take(CLIENT)).isPresent();
    }

    @Test
    void networkOfIpv6IsOneClient() {
        take(InetAddresses.forString("2001:db8:0:1::1"), 2);
        take(InetAddresses.forString("2001:db8:0:1:ffff::2"), 1);

        assertThat(rate.take(InetAddresses.forString("2001:db8:0:1::3"))).isPresent();
        assertThat(rate.take(InetAddresses.forString("2001:db8:0:2::1"))).isEmpty();
    }

    private void take(InetAddress client, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(rate.take(client)).isEmpty();
        }
    }
}
