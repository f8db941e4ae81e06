package org.waypost.protocols.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainCredentialsTest {

    private static Optional<PlainCredentials> read(String message) {
        return PlainCredentials.fromBase64(
                Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsUserAndPassword() {
        PlainCredentials credentials = read("\0alice@example.test\0 päss word ").orElseThrow();
        assertThat(credentials.user().asString()).isEqualTo("alice@example.test");
        assertThat(credentials.password()).isEqualTo(" päss word ");
        assertThat(credentials.isDelegation()).isFalse();
        assertThat(credentials.toString()).doesNotContain("word");
    }

    @Test
    void readsWhomTheClientWantsToActFor() {
        assertThat(read("bob@example.test\0alice@example.test\0x").orElseThrow().isDelegation())
                .isTrue();
        assertThat(read("alice@example.test\0alice@example.test\0x")
                        .orElseThrow()
                        .isDelegation())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\0", "\0\0", "alice\0x", "\0alice\0", "\0\0x", "\0a@b@c\0x", "\0a\r\nb\0x", "\0a\0b\0c"})
    void refusesAllElse(String message) {
        assertThat(read(message)).isEmpty();
    }

    @Test
    void refusesWhatIsNoBase64AndNoUtf8() {
        assertThat(PlainCredentials.fromBase64("not base 64!")).isEmpty();
        assertThat(PlainCredentials.fromBase64(Base64.getEncoder().encodeToString(new byte[] {0, 'a', 0, (byte) 0xff})))
                .isEmpty();
    }
}
