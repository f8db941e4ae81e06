package org.waypost.protocols.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** LOGIN and AUTHENTICATE: only over TLS, failures limited and slow, no name that breaks the session. */
class LoginTest {

    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = Imap.ours("");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static String plain(String authorization, String user, String password) {
        String message = authorization + "\0" + user + "\0" + password;
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void loginInClearIsRefusedThoughThePasswordIsRight() throws Exception {
        try (SmtpDialogue client = Imap.clear(server)) {
            assertThat(Imap.command(client, "a LOGIN " + Imap.ALICE + " " + Imap.PASSWORD))
                    .startsWith("a NO [PRIVACYREQUIRED] ");
            assertThat(Imap.command(client, "b SELECT INBOX")).startsWith("b NO");
        }
    }

    @Test
    void authenticateInClearIsRefusedOnTheVerb() throws Exception {
        try (SmtpDialogue client = Imap.clear(server)) {
            assertThat(Imap.command(client, "a AUTHENTICATE PLAIN")).startsWith("a NO [PRIVACYREQUIRED] ");
            assertThat(Imap.command(client, "b AUTHENTICATE PLAIN " + plain("", Imap.ALICE, Imap.PASSWORD)))
                    .startsWith("b NO [PRIVACYREQUIRED] ");
            assertThat(Imap.command(client, "c AUTHENTICATE OAUTHBEARER")).startsWith("c NO [PRIVACYREQUIRED] ");
        }
    }

    @Test
    void capabilityTellsTheSame() throws Exception {
        try (SmtpDialogue client = Imap.clear(server)) {
            assertThat(Imap.command(client, "a CAPABILITY"))
                    .contains("LOGINDISABLED", "STARTTLS")
                    .doesNotContain("AUTH=");
            Imap.command(client, "s STARTTLS");
            client.startTls();
            assertThat(Imap.command(client, "b CAPABILITY"))
                    .contains("AUTH=PLAIN", "SASL-IR")
                    .doesNotContain("LOGINDISABLED", "STARTTLS");
        }
    }

    @Test
    void loginOverTlsMakesTheInbox() throws Exception {
        try (SmtpDialogue client = Imap.secure(server)) {
            assertThat(Imap.command(client, "a LOGIN bob@example.test " + Imap.PASSWORD))
                    .startsWith("a OK");
            assertThat(Imap.command(client, "b LIST \"\" *")).contains("INBOX");
        }
    }

    @Test
    void loginTakesLiterals() throws Exception {
        try (SmtpDialogue client = Imap.secure(server)) {
            client.raw("a LOGIN {18}\r\n");
            assertThat(client.line()).startsWith("+ ");
            client.raw("alice@example.test {7}\r\n");
            assertThat(client.line()).startsWith("+ ");
            client.raw("secret1\r\n");
            assertThat(Imap.answer(client, "a")).startsWith("a OK");
        }
    }

    @Test
    void authenticatePlainWithAndWithoutInitialResponse() throws Exception {
        try (SmtpDialogue client = Imap.secure(server)) {
            assertThat(Imap.command(client, "a AUTHENTICATE PLAIN " + plain("", Imap.ALICE, Imap.PASSWORD)))
                    .startsWith("a OK");
        }
        try (SmtpDialogue client = Imap.secure(server)) {
            client.raw("a AUTHENTICATE PLAIN\r\n");
            assertThat(client.line()).startsWith("+");
            client.raw(plain(Imap.ALICE, Imap.ALICE, Imap.PASSWORD) + "\r\n");
            assertThat(Imap.answer(client, "a")).startsWith("a OK");
            assertThat(Imap.command(client, "b SELECT INBOX")).contains("b OK");
        }
    }

    @Test
    void authenticateCanBeCancelled() throws Exception {
        try (SmtpDialogue client = Imap.secure(server)) {
            client.raw("a AUTHENTICATE PLAIN\r\n");
            client.line();
            client.raw("*\r\n");
            assertThat(Imap.answer(client, "a")).startsWith("a BAD");
            assertThat(Imap.command(client, "b LOGIN " + Imap.ALICE + " " + Imap.PASSWORD))
                    .startsWith("b OK");
        }
    }

    @Test
    void failuresAreSlowAndTheThirdEndsTheConnection() throws Exception {
        try (SmtpDialogue client = Imap.secure(server)) {
            Instant start = Instant.now();
            assertThat(Imap.command(client, "a LOGIN " + Imap.ALICE + " wrong"))
                    .startsWith("a NO [AUTHENTICATIONFAILED] ");
            assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(900));
            assertThat(Imap.command(client, "b AUTHENTICATE PLAIN " + plain("", Imap.ALICE, "wrong")))
                    .startsWith("b NO [AUTHENTICATIONFAILED] ");
            client.raw("c LOGIN " + Imap.ALICE + " wrong\r\nd LOGIN " + Imap.ALICE + " " + Imap.PASSWORD + "\r\n");
            assertThat(Imap.rest(client)).contains("c NO ", "* BYE").doesNotContain("d OK");
        }
    }

    @Test
    void aNameThatNoUserCanHaveIsAWrongPassword() throws Exception {
        try (SmtpDialogue client = Imap.secure(server)) {
            assertThat(Imap.command(client, "a LOGIN a@b@c secret")).startsWith("a NO [AUTHENTICATIONFAILED] ");
            assertThat(Imap.command(client, "b LOGIN \"\" secret")).startsWith("b NO [AUTHENTICATIONFAILED] ");
            assertThat(Imap.command(client, "c NOOP ")).startsWith("c OK");
        }
    }
}
