package org.waypost.server.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountTest {
    @Test
    void passwordsAreLongAndNeverTheSame() {
        Account one = Account.withNewPassword("alice@example.test");
        Account other = Account.withNewPassword("alice@example.test");

        assertThat(one.password()).matches("[A-Za-z0-9]{20}").isNotEqualTo(other.password());
    }

    @Test
    void textDoesNotShowThePassword() {
        Account account = Account.withNewPassword("alice@example.test");

        assertThat(account.toString()).doesNotContain(account.password());
    }
}
