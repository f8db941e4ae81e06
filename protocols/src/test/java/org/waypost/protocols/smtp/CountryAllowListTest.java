package org.waypost.protocols.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;
import org.waypost.testing.dns.PlayedDns;

/** Mail from a country that is refused, of senders whom a recipient has let in. */
@Tag("feature-71")
class CountryAllowListTest {
    private static final Scope BOB = Scope.user(Username.of("bob@example.test"));
    private static final Scope DOMAIN = Scope.domain(Domain.of("example.test"));
    private static final String TRUE_CLIENT = "60.1.2.3";
    private static final String FORGER = "60.1.2.4";

    @TempDir
    static Path folder;

    private static PlayedDns dns;
    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        dns = new PlayedDns().withText("partner.test", "v=spf1 ip4:" + TRUE_CLIENT + " -all");
        server = CountryHookTest.populated(CountryHookTest.builder(folder)
                .file(
                        "sender.properties",
                        "dns.servers=127.0.0.1:" + dns.address().getPort() + "\ndeadline.total=3s\n")
                .start());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        dns.close();
    }

    @AfterEach
    void forget() {
        List.of(BOB, DOMAIN)
                .forEach(
                        scope -> server.get(AccountSettings.class).remove(scope).block());
    }

    private static void bobTakesNothingFromChinaBut(String entry) {
        set("country", "{'mode':'block','countries':['CN']}");
        set("senders", "{'allow':[{'sender':'" + entry + "'}]}");
    }

    private static void set(String section, String json) {
        set(BOB, section, json);
    }

    private static void set(Scope scope, String section, String json) {
        server.get(AccountSettings.class)
                .set(scope, section, SettingsFormat.object(json.replace('\'', '"')))
                .block();
    }

    /** The last answer: to the first RCPT that is refused, or to the message. */
    private static String bring(String client, String sender, String subject, List<String> recipients)
            throws Exception {
        try (SmtpDialogue dialogue = CountryHookTest.client(server, "smtp", client)) {
            assertThat(dialogue.ask("MAIL FROM:<" + sender + ">")).startsWith("250 ");
            for (String recipient : recipients) {
                String answer = dialogue.ask("RCPT TO:<" + recipient + "@example.test>");
                if (!answer.startsWith("250")) {
                    return "RCPT " + answer;
                }
            }
            assertThat(dialogue.ask("DATA")).startsWith("354 ");
            return dialogue.ask("From: " + sender + "\r\nSubject: " + subject + "\r\n\r\nhello\r\n.");
        }
    }

    private static long has(String user, String subject) throws Exception {
        return server.inbox(user + "@example.test").stream()
                .filter(text -> text.contains("Subject: " + subject))
                .count();
    }

    @Test
    void aNameThatIsLetInAndProvedIsTaken() throws Exception {
        bobTakesNothingFromChinaBut("joe@partner.test");

        assertThat(bring(TRUE_CLIENT, "joe@partner.test", "proved", List.of("bob")))
                .startsWith("250 ");

        Awaitility.await().until(() -> has("bob", "proved") == 1);
    }

    @Test
    void aNameThatIsLetInButForgedIsRefusedWithTheMessage() throws Exception {
        bobTakesNothingFromChinaBut("joe@partner.test");

        assertThat(bring(FORGER, "joe@partner.test", "forged", List.of("bob")))
                .isEqualTo("550 5.7.1 Mail from CN is not accepted here");
    }

    @Test
    void whoTakesNothingIsLeftOutWhereOthersTakeIt() throws Exception {
        bobTakesNothingFromChinaBut("joe@partner.test");

        assertThat(bring(FORGER, "joe@partner.test", "for carol alone", List.of("bob", "carol")))
                .startsWith("250 ");

        Awaitility.await().until(() -> has("carol", "for carol alone") == 1);
        assertThat(has("bob", "for carol alone")).isZero();
    }

    @Test
    void aMachineThatIsLetInNeedsNoProof() throws Exception {
        set("country", "{'mode':'block','countries':['CN']}");
        set(DOMAIN, "clients", "{'allow':[{'network':'" + FORGER + "'}]}");

        assertThat(bring(FORGER, "joe@partner.test", "of the machine", List.of("bob")))
                .startsWith("250 ");
    }

    @Test
    void othersAreRefusedAtOnce() throws Exception {
        bobTakesNothingFromChinaBut("joe@partner.test");

        assertThat(bring(TRUE_CLIENT, "jim@partner.test", "no", List.of("bob")))
                .isEqualTo("RCPT 550 5.7.1 Mail from CN is not accepted here");
    }
}
