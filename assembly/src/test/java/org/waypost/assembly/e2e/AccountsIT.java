package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Settings, and accounts that go or are renamed, over the {@code waypost} command of the bundle. */
@ExtendWith(SharedServer.class)
class AccountsIT {
    private static final int FAILURE = 1;
    private static final int NOT_FOUND = 5;
    private static final int CONFLICT = 6;
    private static final String BLOCK = "block=[{\"sender\":\"blocked.example.net\"}]";

    private static BundleServer server;

    @BeforeAll
    static void take(BundleServer shared) {
        server = shared;
    }

    private static Program.Ended call(String... arguments) throws Exception {
        return server.command(arguments).run();
    }

    private static void deliver(Account to, String subject) throws Exception {
        deliver(to, to, subject);
    }

    private static void deliver(Account to, Account arriving, String subject) throws Exception {
        Swaks.mail(server.address(Endpoint.SMTP), "friend@example.net", to.address(), subject)
                .run()
                .succeeded();
        arrived(arriving, subject);
    }

    private static void arrived(Account user, String subject) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(server.mailboxes(user).subjects("INBOX")).contains(subject));
    }

    @Test
    @Tag("feature-11")
    @Tag("feature-147")
    void settingsAreSetLockedShownExportedAndImported() throws Exception {
        String domain = "s" + UUID.randomUUID().toString().substring(0, 8) + ".test";
        call("domain", "add", domain).succeeded();
        String user = "ann@" + domain;
        call("user", "add", user, "--generate").succeeded();
        call("settings", "set", domain, "senders", BLOCK).succeeded();
        assertThat(call("settings", "show", user, "senders").succeeded())
                .contains("blocked.example.net", "(domain:" + domain + ")");

        call("settings", "lock", domain, "senders", "block").succeeded();
        Program.Ended refused = call("settings", "set", user, "senders", "block=[]");
        assertThat(refused.code()).isEqualTo(FAILURE);
        assertThat(refused.output()).contains("senders.block", "locked by domain:" + domain);

        Path file = server.scratch("settings").resolve("settings.yaml");
        call("settings", "export", "--domain", domain, "--output", file.toString())
                .succeeded();
        call("settings", "lock", domain, "senders").succeeded();
        call("settings", "unset", domain, "senders").succeeded();
        assertThat(call("settings", "show", domain).succeeded()).contains("all is inherited");
        call("settings", "import", file.toString(), "--dry-run").succeeded();
        assertThat(call("settings", "show", domain).succeeded()).contains("all is inherited");
        call("settings", "import", file.toString()).succeeded();
        assertThat(call("settings", "show", user, "senders").succeeded()).contains("locked by domain:" + domain);

        Files.writeString(file, "settings: 1\nscopes:\n  server:\n    sender: {values: {}}\n");
        Program.Ended wrong = call("settings", "import", file.toString());
        assertThat(wrong.code()).isEqualTo(FAILURE);
        assertThat(wrong.output()).contains("section is 'sender', expected one of");
    }

    @Test
    void aUserGoesWithAllThatBelongsToIt() throws Exception {
        Account carl = server.user("carl");
        deliver(carl, "for carl");
        call("settings", "set", carl.address(), "senders", BLOCK).succeeded();
        call("quota", "set", carl.address(), "--size", "100M").succeeded();

        call("user", "remove", carl.address()).succeeded();
        assertThat(call("user", "remove", carl.address()).code()).isEqualTo(NOT_FOUND);
        server.command("user", "add", carl.address(), "--password-stdin")
                .input(carl.password() + "\n")
                .run()
                .succeeded();

        assertThat(server.mailboxes(carl).subjects("INBOX")).isEmpty();
        assertThat(call("settings", "show", carl.address()).succeeded()).contains("all is inherited");
        assertThat(call("quota", "get", carl.address()).succeeded()).contains("user: none");
    }

    @Test
    void theMailOfAUserStaysWhenThatIsAskedFor() throws Exception {
        Account dora = server.user("dora");
        deliver(dora, "to be kept");

        call("user", "remove", dora.address(), "--keep-mail").succeeded();
        server.command("user", "add", dora.address(), "--password-stdin")
                .input(dora.password() + "\n")
                .run()
                .succeeded();

        assertThat(server.mailboxes(dora).subjects("INBOX")).containsExactly("to be kept");
    }

    @Test
    void aRenamedUserTakesAllAlongAndTheOldAddressLeadsToTheNew() throws Exception {
        Account erik = server.user("erik");
        Account eric = new Account("eric-" + UUID.randomUUID() + "@" + BundleServer.DOMAIN, erik.password());
        deliver(erik, "before");
        call("settings", "set", erik.address(), "senders", BLOCK).succeeded();
        String group = "group-" + UUID.randomUUID() + "@" + BundleServer.DOMAIN;
        server.webAdmin().json("PUT", "/address/groups/" + group + "/" + erik.address(), "");

        call("user", "rename", erik.address(), eric.address(), "--alias").succeeded();

        assertThat(server.mailboxes(eric).subjects("INBOX")).contains("before");
        assertThat(call("settings", "show", eric.address(), "senders").succeeded())
                .contains("blocked.example.net", "(user:" + eric.address() + ")");
        assertThat(call("user", "list").succeeded()).doesNotContain(erik.address());
        Swaks.mail(server.address(Endpoint.SMTP), "friend@example.net", erik.address(), "after")
                .run()
                .succeeded();
        arrived(eric, "after");
        deliver(new Account(group, ""), eric, "to the group");
    }

    @Test
    void aDomainWithUsersGoesOnlyTogetherWithThem() throws Exception {
        String domain = "g" + UUID.randomUUID().toString().substring(0, 8) + ".test";
        call("domain", "add", domain).succeeded();
        call("user", "add", "ann@" + domain, "--generate").succeeded();
        call("settings", "set", domain, "senders", BLOCK).succeeded();

        assertThat(call("domain", "remove", domain).code()).isEqualTo(CONFLICT);
        call("domain", "remove", domain, "--with-users").succeeded();

        assertThat(call("user", "list").succeeded()).doesNotContain(domain);
        call("domain", "add", domain).succeeded();
        assertThat(call("settings", "show", domain).succeeded()).contains("all is inherited");
    }

    @Test
    void aRenamedDomainTakesUsersAndSettingsAlongAndOldAddressesLeadToTheNew() throws Exception {
        String id = UUID.randomUUID().toString().substring(0, 8);
        String old = "old" + id + ".test";
        String renamed = "new" + id + ".test";
        call("domain", "add", old).succeeded();
        Account ann = new Account("ann@" + old, "a password of ann 1");
        server.command("user", "add", ann.address(), "--password-stdin")
                .input(ann.password() + "\n")
                .run()
                .succeeded();
        deliver(ann, "before");
        call("settings", "set", old, "senders", BLOCK).succeeded();
        call("quota", "set", old, "--size", "100M").succeeded();
        server.webAdmin().json("PUT", "/address/groups/all@" + old + "/" + ann.address(), "");

        call("domain", "rename", old, renamed, "--alias").succeeded();

        Account renamedAnn = new Account("ann@" + renamed, ann.password());
        assertThat(server.mailboxes(renamedAnn).subjects("INBOX")).containsExactly("before");
        assertThat(call("settings", "show", renamedAnn.address(), "senders").succeeded())
                .contains("blocked.example.net", "(domain:" + renamed + ")");
        assertThat(call("settings", "show", old).succeeded()).contains("all is inherited");
        assertThat(call("user", "list").succeeded()).doesNotContain("@" + old);
        Swaks.mail(server.address(Endpoint.SMTP), "friend@example.net", "all@" + renamed, "to the group")
                .run()
                .succeeded();
        arrived(renamedAnn, "to the group");
        deliver(new Account(ann.address(), ""), renamedAnn, "to the old address");
    }

    @Test
    void whoIsRenamedTwiceKeepsThePasswordAndNoNameThatIsTakenIsGiven() throws Exception {
        Account first = server.user("first");
        Account other = server.user("other");
        Account second = new Account("second-" + first.address(), first.password());
        Account third = new Account("third-" + first.address(), first.password());

        assertThat(call("user", "rename", first.address(), other.address()).code())
                .isEqualTo(6);
        call("user", "rename", first.address(), second.address()).succeeded();
        call("user", "rename", second.address(), third.address()).succeeded();

        deliver(third, "to the third name");
        assertThat(call("user", "rename", first.address(), third.address()).code())
                .as("nobody has the first name any more")
                .isEqualTo(5);
    }

    @Test
    void aDomainThatIsNotThereIsNotRenamed() throws Exception {
        assertThat(call("domain", "rename", "nowhere.test", "somewhere.test").code())
                .isEqualTo(NOT_FOUND);
    }
}
