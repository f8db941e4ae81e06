package org.waypost.accounts.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.james.core.Username;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.users.FormerNames.Former;
import reactor.core.publisher.Mono;

/** What every store of former names does. */
public interface FormerNamesContract {
    Username ANN = Username.of("ann@example.org");
    Username ANNA = Username.of("anna@example.org");
    Username ANITA = Username.of("anita@example.org");

    FormerNames names();

    private Former of(Username user) {
        return Mono.from(names().of(user)).block();
    }

    private void set(Username user, Former former) {
        Mono.from(names().set(user, former)).block();
    }

    @Test
    default void whoWasNotRenamedHasNone() {
        assertThat(of(ANN)).isNull();
    }

    @Test
    default void theLastIsRemembered() {
        set(ANNA, new Former(ANN, ANN));
        set(ANITA, new Former(ANN, ANNA));
        set(ANNA, new Former(ANITA, ANITA));

        assertThat(of(ANNA)).isEqualTo(new Former(ANITA, ANITA));
        assertThat(of(ANITA)).isEqualTo(new Former(ANN, ANNA));
    }

    @Test
    default void whatIsForgottenIsGone() {
        set(ANNA, new Former(ANN, ANN));

        Mono.from(names().forget(ANNA)).block();
        Mono.from(names().forget(ANITA)).block();

        assertThat(of(ANNA)).isNull();
    }
}
