package org.waypost.protocols.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ClearTextGuardTest {
    private static final HttpHeaders CREDENTIALS = new DefaultHttpHeaders().set("Authorization", "Bearer secret");
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("192.0.2.7", 4711);
    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 4711);

    @Test
    void credentialsInClearTextFromAnotherMachineAreExposed() {
        assertThat(ClearTextGuard.exposes(false, ELSEWHERE, CREDENTIALS)).isTrue();
        assertThat(ClearTextGuard.exposes(false, null, CREDENTIALS)).isTrue();
    }

    @Test
    void credentialsOverTlsOrFromThisMachineAreNot() {
        assertThat(ClearTextGuard.exposes(true, ELSEWHERE, CREDENTIALS)).isFalse();
        assertThat(ClearTextGuard.exposes(false, HERE, CREDENTIALS)).isFalse();
        assertThat(ClearTextGuard.exposes(false, new InetSocketAddress("::1", 1), CREDENTIALS))
                .isFalse();
    }

    @Test
    void requestWithoutCredentialsIsNot() {
        assertThat(ClearTextGuard.exposes(false, ELSEWHERE, new DefaultHttpHeaders()))
                .isFalse();
    }
}
