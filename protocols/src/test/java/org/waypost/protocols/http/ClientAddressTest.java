package org.waypost.protocols.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private final ClientAddress addresses =
            new ClientAddress(List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")));

    @Test
    void strangerIsNotBelieved() {
        assertThat(of("192.0.2.1", "198.51.100.7")).isEqualTo(ip("192.0.2.1"));
    }

    @Test
    void proxyIsBelieved() {
        assertThat(of("10.1.2.3", "198.51.100.7")).isEqualTo(ip("198.51.100.7"));
        assertThat(of("2001:db8::1", "198.51.100.7")).isEqualTo(ip("198.51.100.7"));
    }

    @Test
    void whatTheClientItselfWroteIsNot() {
        assertThat(of("10.1.2.3", "203.0.113.9, 198.51.100.7")).isEqualTo(ip("198.51.100.7"));
        assertThat(of("10.1.2.3", "203.0.113.9, 198.51.100.7", "10.9.9.9")).isEqualTo(ip("198.51.100.7"));
    }

    @Test
    void nonsenseEndsTheSearch() {
        assertThat(of("10.1.2.3")).isEqualTo(ip("10.1.2.3"));
        assertThat(of("10.1.2.3", "unknown")).isEqualTo(ip("10.1.2.3"));
    }

    @Test
    void networkIsCheckedWhenItIsRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse("10.0.0.0/33"));
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse("example.test"));
        assertThat(Network.parse("192.0.2.77/25").contains(ip("192.0.2.1"))).isTrue();
        assertThat(Network.parse("192.0.2.77/25").contains(ip("192.0.2.200"))).isFalse();
        assertThat(Network.parse("0.0.0.0/0").contains(ip("2001:db8::1"))).isFalse();
    }

    private InetAddress of(String connection, String... forwarded) {
        return addresses.of(ip(connection), List.of(forwarded));
    }

    private static InetAddress ip(String text) {
        return InetAddresses.forString(text);
    }
}
