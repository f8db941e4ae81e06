package org.waypost.accounts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("feature-119")
class RouteSecretsTest {
    private static byte[] key(int fill) {
        byte[] key = new byte[RouteSecrets.KEY_LENGTH];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private final RouteSecrets secrets = new RouteSecrets(key(1));

    @Test
    void whatIsSealedIsNotSeenAndOpensAgain() throws Exception {
        SealedPassword sealed = secrets.seal("one", "geheim é");

        assertThat(sealed.sealed()).doesNotContain("geheim");
        assertThat(sealed).hasToString("set");
        assertThat(secrets.open("one", sealed)).isEqualTo("geheim é");
        assertThat(secrets.seal("one", "geheim é")).isNotEqualTo(sealed);
    }

    @Test
    void anotherKeyIsNamed() {
        SealedPassword sealed = new RouteSecrets(key(2)).seal("one", "secret");

        assertThatThrownBy(() -> secrets.open("one", sealed))
                .isInstanceOf(RouteSecrets.Unreadable.class)
                .hasMessageContaining("another key".replace("another ", "the "))
                .hasMessageContaining("copy the key file");
    }

    @Test
    void aPasswordOfAnotherRouteOrAChangedOneDoesntOpen() {
        SealedPassword sealed = secrets.seal("one", "secret");
        String text = sealed.sealed();
        char last = text.charAt(text.length() - 5);
        SealedPassword changed = new SealedPassword(
                text.substring(0, text.length() - 5) + (last == 'A' ? 'B' : 'A') + text.substring(text.length() - 4));

        assertThatThrownBy(() -> secrets.open("two", sealed)).isInstanceOf(RouteSecrets.Unreadable.class);
        assertThatThrownBy(() -> secrets.open("one", changed)).isInstanceOf(RouteSecrets.Unreadable.class);
        assertThatThrownBy(() -> secrets.open("one", new SealedPassword("clear")))
                .isInstanceOf(RouteSecrets.Unreadable.class);
    }
}
