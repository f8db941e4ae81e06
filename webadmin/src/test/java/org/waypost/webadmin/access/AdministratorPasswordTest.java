package org.waypost.webadmin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AdministratorPasswordTest {

    @Test
    void passwordMatchesItsHashAndNoOther() {
        AdministratorPassword hash = AdministratorPassword.parse(AdministratorPassword.hash("s3cret ✓".toCharArray()));

        assertThat(hash.matches("s3cret ✓".toCharArray())).isTrue();
        assertThat(hash.matches("s3cret".toCharArray())).isFalse();
        assertThat(hash.matches(new char[0])).isFalse();
    }

    @Test
    void hashIsSaltedAndDoesNotShowThePassword() {
        String first = AdministratorPassword.hash("secret".toCharArray());

        assertThat(AdministratorPassword.hash("secret".toCharArray())).isNotEqualTo(first);
        assertThat(first).startsWith("PBKDF2-SHA512:210000:").doesNotContain("secret");
    }

    @Test
    void clearPasswordInTheConfigurationIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdministratorPassword.parse("secret"))
                .withMessageContaining("expected PBKDF2-SHA512");
        assertThatIllegalArgumentException().isThrownBy(() -> AdministratorPassword.hash(new char[0]));
    }

    @Test
    void tooFewIterationsAreRefused() {
        String weak = AdministratorPassword.hash("secret".toCharArray()).replace(":210000:", ":1000:");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdministratorPassword.parse(weak))
                .withMessageContaining("1000");
    }
}
