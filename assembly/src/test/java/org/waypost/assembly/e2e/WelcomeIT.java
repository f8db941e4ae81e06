package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;

/** Messages that new accounts find, however they were made. */
@ExtendWith(SharedServer.class)
@Tag("feature-149")
class WelcomeIT {
    private static final String GERMAN =
            """
            {"enabled": true, "language": "de-AT", "messages": [
              {"language": "de", "subject": "Willkommen, {{name}}", "text": "Ihre Adresse ist {{address}}.",
               "html": "<p>Ihre Adresse ist <b>{{address}}</b>.</p>"},
              {"language": "en", "subject": "Welcome", "text": "Hello"},
              {"subject": "Regeln", "text": "Rules of {{domain}}"}]}
            """;

    private BundleServer server;
    private String domain;

    @BeforeEach
    void domain(BundleServer shared) throws Exception {
        server = shared;
        domain = "welcome-" + UUID.randomUUID().toString().substring(0, 8) + ".test";
        server.command("domain", "add", domain).run().succeeded();
        set(GERMAN);
    }

    private void set(String settings) throws Exception {
        server.webAdmin().json("PUT", "/waypost/settings/domains/" + domain + "/welcome", settings);
    }

    private Account account(String name) {
        return new Account(name + "@" + domain, "a long password 3");
    }

    private void assertWelcomed(Account account) {
        Awaitility.await(account.address() + " is welcomed")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(server.mailboxes(account).subjects("INBOX"))
                        .containsExactlyInAnyOrder(
                                "Willkommen, " + account.address().replaceAll("@.*", ""), "Regeln"));
    }

    private void add(Account account) throws Exception {
        server.command("user", "add", account.address(), "--password-stdin")
                .input(account.password() + "\n")
                .run()
                .succeeded();
    }

    @Test
    void whoIsAddedByTheCommandIsWelcomedOnce() throws Exception {
        Account ann = account("ann");

        add(ann);

        assertWelcomed(ann);
        assertThat(server.mailboxes(ann).header("INBOX", "Auto-Submitted"))
                .containsExactly("auto-generated", "auto-generated");
        assertThat(server.mailboxes(ann).header("INBOX", "From").get(0)).isEqualTo("postmaster@" + domain);
        // Another password, another login and a second try to add change nothing.
        server.command("user", "password", ann.address(), "--password-stdin")
                .input(ann.password() + "\n")
                .run()
                .succeeded();
        server.command("user", "add", ann.address(), "--password-stdin")
                .input(ann.password() + "\n")
                .run();
        assertThat(server.webAdmin().queued()).isZero();
        assertWelcomed(ann);
    }

    @Test
    void whoIsAddedByWebAdminIsWelcomed() throws Exception {
        Account ben = account("ben");

        server.webAdmin().json("PUT", "/users/" + ben.address(), "{\"password\": \"" + ben.password() + "\"}");

        assertWelcomed(ben);
    }

    @Test
    void whoIsAddedByJmxIsWelcomedAndJmxCounts() throws Exception {
        Account cas = account("cas");

        try (JMXConnector connector = Jmx.connect(server)) {
            MBeanServerConnection jmx = connector.getMBeanServerConnection();
            ObjectName welcome = new ObjectName("org.waypost:type=welcome");
            long before = (Long) jmx.getAttribute(welcome, "Sent");
            jmx.invoke(
                    new ObjectName("org.apache.james:type=component,name=usersrepository"),
                    "addUser",
                    new Object[] {cas.address(), cas.password()},
                    new String[] {String.class.getName(), String.class.getName()});

            assertThat((Long) jmx.getAttribute(welcome, "Sent")).isGreaterThan(before);
        }
        assertWelcomed(cas);
    }

    @Test
    void whoIsRemovedAndAddedAgainIsWelcomedAgain() throws Exception {
        Account dan = account("dan");
        add(dan);
        assertWelcomed(dan);

        server.command("user", "remove", dan.address(), "--keep-mail").run().succeeded();
        add(dan);

        Awaitility.await("the second welcome").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(dan).subjects("INBOX"))
                .hasSize(4));
    }

    @Test
    void whereItIsOffNobodyIsWelcomed() throws Exception {
        set("{\"enabled\": false}");
        Account eve = account("eve");

        add(eve);

        assertThat(server.webAdmin().queued()).isZero();
        assertThat(server.mailboxes(eve).subjects("INBOX")).isEmpty();
    }

    @Test
    void aWrongTemplateIsRefused() throws Exception {
        var answer = server.webAdmin()
                .call(
                        "PUT",
                        "/waypost/settings/domains/" + domain + "/welcome",
                        "{\"messages\": [{\"subject\": \"Hi {{nmae}}\", \"text\": \"x\"}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("messages[0].subject")
                .contains("nmae")
                .contains("{{name}}");
    }
}
