package org.waypost.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.task.Task;
import org.apache.james.user.api.UsersRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.forward.ForwardSettings;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.server.composition.MemoryServer;
import org.waypost.server.users.RenamedUsers;
import org.waypost.testing.smtp.SmtpSender;
import org.waypost.webadmin.accounts.UserRenaming;

/** Users get other names on a whole server in memory. */
class UserRenamingTest {
    private static final String PASSWORD = "secret";

    private static MemoryServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryServer.start(Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static Task.Result rename(Username from, Username to) throws InterruptedException {
        return server.get(UserRenaming.class).rename(from, to).run();
    }

    private static UsersRepository users() {
        return server.get(UsersRepository.class);
    }

    @Test
    void whoIsRenamedIsNotWelcomedAgain() throws Exception {
        Username ann = server.user("ann@renamed.test");
        Username anna = Username.of("anna@renamed.test");
        server.get(AccountSettings.class)
                .set(Scope.domain(Domain.of("renamed.test")), "welcome", SettingsFormat.yaml("enabled: true"))
                .block();

        assertThat(rename(ann, anna)).isEqualTo(Task.Result.COMPLETED);

        Username bob = server.user("bob@renamed.test");
        Awaitility.await("the welcome of bob").until(() -> server.inbox(bob).size() == 1);
        assertThat(server.inbox(anna)).isEmpty();
    }

    @Test
    void whatWasCutShortGoesOn() throws Exception {
        Username carl = server.user("carl@cut.test");
        Username karl = Username.of("karl@cut.test");
        server.says(carl, "forward", "targets: [carl@elsewhere.example]");
        assertThat(server.send("a@example.org", carl.asString(), "Subject: before\r\n\r\nx"))
                .isEqualTo(new SmtpSender.Accepted());
        Awaitility.await("the mail").until(() -> server.inbox(carl).size() == 1);
        // The server died after it had made the new login.
        server.get(RenamedUsers.class).begin(carl, karl);
        users().addUser(karl, "of nobody");
        assertThat(server.get(UserRenaming.class).isBegun(carl, karl)).isTrue();

        assertThat(rename(carl, karl)).isEqualTo(Task.Result.COMPLETED);

        assertThat(users().contains(carl)).isFalse();
        assertThat(users().test(karl, PASSWORD)).isTrue();
        assertThat(server.inbox(karl)).hasSize(1);
        assertThat(server.get(AccountSettings.class)
                        .of(karl, ForwardSettings.SECTION)
                        .block()
                        .targets())
                .hasSize(1);
        assertThat(server.get(UserRenaming.class).isBegun(carl, karl)).isFalse();
    }

    @Test
    void aRenamingThatEndedIsNotTakenUpForANewUserOfTheOldName() throws Exception {
        Username dora = server.user("dora@done.test");
        Username dorothea = Username.of("dorothea@done.test");
        rename(dora, dorothea);
        server.user("dora@done.test");

        assertThat(server.get(UserRenaming.class).isBegun(dora, dorothea)).isFalse();
    }
}
