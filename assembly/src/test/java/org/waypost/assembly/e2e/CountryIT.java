package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Clients in countries, by swaks with a PROXY header, on a server with a table of its own that is changed while it runs. */
@Tag("feature-71")
@ExtendWith(OperatedServer.class)
class CountryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static BundleServer server;
    private static Account bob;
    private static Account carol;

    @BeforeAll
    static void users(BundleServer operated) throws Exception {
        server = operated;
        bob = server.user("bob");
        carol = server.user("carol");
    }

    private static Program.Ended send(Endpoint endpoint, String client, String subject, Account... recipients)
            throws Exception {
        List<String> to = new ArrayList<>();
        for (Account recipient : recipients) {
            to.add(recipient.address());
        }
        return Swaks.mail(server.address(endpoint), "stranger@example.org", String.join(",", to), subject)
                .with("--proxy", "TCP4 " + client + " 192.0.2.1 4711 25")
                .run();
    }

    private static void set(String target, String... keys) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("settings", "set", target, "country"));
        arguments.addAll(List.of(keys));
        server.command(arguments.toArray(String[]::new)).run().succeeded();
    }

    private static void assertArrives(Account account, String subject) {
        Awaitility.await(subject + " arrives").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        server.mailboxes(account).subjects("INBOX"))
                .contains(subject));
    }

    @Test
    void aUserTakesNoMailFromACountry() throws Exception {
        set(bob.address(), "mode=block", "countries=[\"CN\"]", "refusal=Not from {{country}}");

        Program.Ended refused = send(Endpoint.SMTP, OperatedServer.CHINA, "from China", bob);
        assertThat(refused.output()).contains("<** 550 5.7.1 Not from CN");
        send(Endpoint.SMTP, OperatedServer.GERMANY, "from Germany", bob).succeeded();
        // swaks goes on with those who are taken and says so by its exit code.
        assertThat(send(Endpoint.SMTP, OperatedServer.CHINA, "for both", bob, carol)
                        .output())
                .contains("<** 550 5.7.1 Not from CN");

        assertArrives(bob, "from Germany");
        assertArrives(carol, "for both");
        assertThat(server.mailboxes(bob).subjects("INBOX")).doesNotContain("from China", "for both");
    }

    @Test
    void aDomainTakesMailFromSomeCountriesOnly() throws Exception {
        String domain = "only.test";
        server.command("domain", "add", domain).run().succeeded();
        Account dave = new Account("dave@" + domain, "a password of dave");
        server.command("user", "add", dave.address(), "--password-stdin")
                .input(dave.password() + "\n")
                .run()
                .succeeded();
        set(domain, "mode=accept-only", "countries=[\"DE\"]", "unknown=refuse");

        assertThat(send(Endpoint.SMTP, OperatedServer.JAPAN, "from Japan", dave).output())
                .contains("<** 550 5.7.1 ");
        assertThat(send(Endpoint.SMTP, "129.0.0.1", "from nowhere", dave).output())
                .contains("<** 550 5.7.1 ");
        send(Endpoint.SMTP, OperatedServer.GERMANY, "from Germany", dave).succeeded();

        assertArrives(dave, "from Germany");
    }

    @Test
    void mailByOtherWaysIsToldByTheMatchers() throws Exception {
        Account erin = server.user("erin");

        send(Endpoint.LMTP, OperatedServer.JAPAN, "by lmtp from Japan", erin);
        send(Endpoint.LMTP, OperatedServer.GERMANY, "by lmtp from Germany", erin);
        send(Endpoint.SMTP, OperatedServer.JAPAN, "by smtp from Japan", erin).succeeded();
        send(Endpoint.SMTP, "127.0.0.1", "from here", erin).succeeded();

        assertArrives(erin, "by smtp from Japan");
        assertArrives(erin, "from here");
        assertThat(server.mailboxes(erin).header("INBOX", "X-From")).contains("Japan");
        assertThat(server.mailboxes(erin).text("INBOX", "from here")).doesNotContain("X-From");
    }

    @Test
    void aNewTableIsTakenAndABrokenOneIsNot() throws Exception {
        OperatedServer.put("JP");
        Awaitility.await("the new table").atMost(PATIENCE).untilAsserted(() -> assertThat(lookUp(OperatedServer.CHINA))
                .isEqualTo("JP"));

        OperatedServer.replace("broken".getBytes(StandardCharsets.UTF_8));
        Awaitility.await("the broken table is told").atMost(PATIENCE).untilAsserted(() -> assertThat(server.webAdmin()
                        .json("GET", "/waypost/country/database", "")
                        .get("problem")
                        .asText())
                .contains("own.mmdb"));
        assertThat(lookUp(OperatedServer.CHINA)).isEqualTo("JP");
        assertThat(server.command("country", "status").run().code()).isEqualTo(1);
        assertThat(server.command("country", "reload").run().code()).isEqualTo(6);
        assertThat(server.webAdmin().stranger("/healthcheck").body()).contains("Country database");
        assertThat(server.webAdmin()
                        .json("GET", "/healthcheck/checks/Country%20database", "")
                        .toString())
                .contains("degraded")
                .contains("stays in use");
        assertThat(Files.readString(server.log().resolve("waypost.log")))
                .contains("A new table of countries was not taken");

        OperatedServer.put("CN");
        assertThat(server.command("country", "reload").run().succeeded()).contains("Replaced.");
        assertThat(lookUp(OperatedServer.CHINA)).isEqualTo("CN");
    }

    private static String lookUp(String address) throws Exception {
        JsonNode found = server.webAdmin().json("GET", "/waypost/country/lookup/" + address, "");
        return found.get("country").asText();
    }
}
