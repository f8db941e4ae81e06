package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Who sends, on the running bundle: swaks brings the mail, a DNS of the test answers. */
@ExtendWith(SharedServer.class)
class SendersIT {
    private static final String PARTNER = "joe@partner.test";

    private static BundleServer server;

    @BeforeAll
    static void zone(BundleServer shared) throws Exception {
        server = shared;
        BundleServer.dns().withText("partner.test", "v=spf1 ip4:127.0.0.1 -all").withText("forged.test", "v=spf1 -all");
    }

    @Test
    @Tag("feature-75")
    @Tag("feature-76")
    void whatIsFoundOutStandsInTheMessage() throws Exception {
        Account bob = server.user("bob");

        mail(PARTNER, bob, "first").run().succeeded();
        String first = results(bob, 1).get(0);
        assertThat(first)
                .contains("spf=pass (ip4:127.0.0.1) smtp.mailfrom=partner.test")
                .contains("dkim=none");

        String ours = first.substring(0, first.indexOf(';'));
        mail("joe@forged.test", bob, "second")
                .with("--header", "Authentication-Results: " + ours.toUpperCase(java.util.Locale.ROOT) + " 1; spf=pass")
                .run()
                .succeeded();
        assertThat(results(bob, 2))
                .anySatisfy(field ->
                        assertThat(field).startsWith(ours + ";").contains("spf=fail (-all) smtp.mailfrom=forged.test"));
        assertThat(results(bob, 2)).noneMatch(field -> field.contains(" 1;"));
    }

    @Test
    @Tag("feature-60")
    @Tag("feature-61")
    void aUserBlocksASenderWithoutARestart() throws Exception {
        Account carol = server.user("carol");
        Account dave = server.user("dave");
        mail(PARTNER, carol, "before").run().succeeded();

        server.webAdmin()
                .json(
                        "PUT",
                        "/waypost/settings/users/" + carol.address() + "/senders",
                        "{\"block\":[{\"sender\":\"*@partner.test\",\"note\":\"writes too much\"}]}");

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        mail(PARTNER, carol, "after").run().output())
                .contains("<** 550 5.7.1 "));
        mail(PARTNER, dave, "to dave").run().succeeded();
    }

    @Test
    @Tag("feature-123")
    void mailThatGoesRoundIsRefused() throws Exception {
        Account erin = server.user("erin");
        Program round = mail(PARTNER, erin, "round");
        Program byLmtp = Swaks.mail(server.address(Endpoint.LMTP), PARTNER, erin.address(), "round")
                .with("--protocol", "LMTP");
        for (int hop = 0; hop <= 50; hop++) {
            round.with("--add-header", "rEcEiVeD: from a" + hop + " by b" + hop + "; now");
            byLmtp.with("--add-header", "RECEIVED: from a" + hop + " by b" + hop + "; now");
        }

        assertThat(round.run().output()).contains("<** 554 5.4.6 ");
        assertThat(byLmtp.run().output()).contains("<** 554 5.4.6 ");
    }

    @Test
    @Tag("feature-75")
    void theCommandShowsTheChecksAndTheDns() throws Exception {
        String shown = server.command("sender", "check", "--client", "127.0.0.1", "--from", PARTNER)
                .run()
                .succeeded();

        assertThat(shown)
                .contains("spf=pass (ip4:127.0.0.1) mailfrom=partner.test")
                .contains("DNS TXT partner.test: v=spf1 ip4:127.0.0.1 -all");
        Program.Ended wrong = server.command("sender", "check", "--client", "here", "--from", PARTNER)
                .run();
        assertThat(wrong.code()).isNotZero();
        assertThat(wrong.output()).contains("client is 'here', expected an IPv4 or IPv6 address");
    }

    private static List<String> results(Account account, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> server.mailboxes(account).header("INBOX", "Authentication-Results"),
                        found -> found.size() == count);
    }

    private static Program mail(String from, Account to, String subject) {
        return Swaks.mail(server.address(Endpoint.SMTP), from, to.address(), subject);
    }
}
