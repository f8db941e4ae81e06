package org.waypost.server.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.james.core.Username;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.users.MemoryFormerNames;

class RenamedUsersTest {
    private static final Username ANN = Username.of("ann");
    private static final Username ANNA = Username.of("anna");
    private static final Username ANITA = Username.of("anita");
    private static final String PASSWORD = "a password of ann";

    private final MemoryUsersRepository stored = MemoryUsersRepository.withoutVirtualHosting(null);
    private final RenamedUsers users = new RenamedUsers(stored, new MemoryFormerNames());

    @BeforeEach
    void addAnn() throws Exception {
        users.addUser(ANN, PASSWORD);
    }

    private void rename(Username from, Username to) throws Exception {
        users.begin(from, to);
        users.addUser(to, "any");
        users.takePassword(from, to);
        users.removeUser(from);
        users.end(to);
    }

    @Test
    void jamesTakesThePasswordOfARenamedUserForWrong() throws Exception {
        rename(ANN, ANNA);

        assertThat(stored.test(ANNA, PASSWORD)).isFalse();
    }

    @Test
    void aRenamedUserLogsInWithTheSamePasswordAndNoOther() throws Exception {
        rename(ANN, ANNA);

        assertThat(users.test(ANNA, "any")).isFalse();
        assertThat(users.test(ANNA, "another")).isFalse();
        assertThat(users.test(ANNA, PASSWORD)).isTrue();
        assertThat(stored.test(ANNA, PASSWORD)).as("the hash is made anew").isTrue();
        assertThat(users.test(ANN, PASSWORD)).isFalse();
    }

    @Test
    void whoIsRenamedTwiceWithoutALoginLogsIn() throws Exception {
        rename(ANN, ANNA);
        rename(ANNA, ANITA);

        assertThat(users.test(ANITA, PASSWORD)).isTrue();
    }

    @Test
    void aPasswordThatWasSetSinceIsTheOnlyOne() throws Exception {
        rename(ANN, ANNA);
        var anna = users.getUserByName(ANNA);
        anna.setPassword("another");
        users.updateUser(anna);

        assertThat(users.test(ANNA, "another")).isTrue();
        assertThat(users.test(ANNA, PASSWORD)).isFalse();
    }

    @Test
    void aRenamingIsBegunUntilItEndsAlsoWhenTheUserLogsInMeanwhile() throws Exception {
        assertThat(users.isBegun(ANN, ANNA)).isFalse();
        users.begin(ANN, ANNA);
        assertThat(users.isBegun(ANN, ANNA)).isTrue();
        assertThat(users.isBegun(ANITA, ANNA)).isFalse();

        users.addUser(ANNA, "any");
        users.takePassword(ANN, ANNA);
        assertThat(users.test(ANNA, PASSWORD)).isTrue();
        assertThat(users.isBegun(ANN, ANNA)).isTrue();

        users.removeUser(ANN);
        users.end(ANNA);
        assertThat(users.isBegun(ANN, ANNA)).isFalse();
        assertThat(users.test(ANNA, PASSWORD)).isTrue();
    }

    @Test
    void whoTakesANameThatWasRenamedIsSomebodyElse() throws Exception {
        rename(ANN, ANNA);
        users.removeUser(ANNA);
        users.addUser(ANNA, "of another");

        assertThat(users.test(ANNA, PASSWORD)).isFalse();
        assertThat(users.test(ANNA, "of another")).isTrue();
    }
}
