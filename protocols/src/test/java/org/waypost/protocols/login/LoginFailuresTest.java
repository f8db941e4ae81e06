package org.waypost.protocols.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("feature-30")
@Tag("feature-33")
class LoginFailuresTest {

    private final LoginFailures failures = new LoginFailures(Duration.ofSeconds(1));

    private long seconds(String client) throws Exception {
        return failures.failed("test", InetAddress.getByName(client)).toSeconds();
    }

    @Test
    void eachFailureOfAClientIsSlowerUpToEightSeconds() throws Exception {
        assertThat(new long[] {
                    seconds("192.0.2.1"),
                    seconds("192.0.2.1"),
                    seconds("192.0.2.1"),
                    seconds("192.0.2.1"),
                    seconds("192.0.2.1")
                })
                .containsExactly(1, 2, 4, 8, 8);
    }

    @Test
    void othersAreNotTouchedButAnIpv6NetworkIsOneClient() throws Exception {
        seconds("192.0.2.1");
        assertThat(seconds("192.0.2.2")).isEqualTo(1);
        assertThat(seconds("2001:db8::1")).isEqualTo(1);
        assertThat(seconds("2001:db8::ffff:2")).isEqualTo(2);
        assertThat(seconds("2001:db8:0:1::1")).isEqualTo(1);
    }
}
