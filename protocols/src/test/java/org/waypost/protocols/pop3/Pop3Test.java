package org.waypost.protocols.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.james.pop3server.netty.POP3ServerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** POP3 as clients and attackers see it. */
class Pop3Test {

    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = Pop3.ours("");
        Pop3.deliver(server, Pop3.ALICE, "Subject: one\r\n\r\none\r\n");
        Pop3.deliver(server, Pop3.ALICE, "Subject: two\r\n\r\ntwo\r\n");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void credentialsInClearAreRefusedOnTheVerb() throws Exception {
        try (SmtpDialogue client = Pop3.clear(server)) {
            assertThat(Pop3.ask(client, "USER " + Pop3.ALICE)).startsWith("-ERR [SYS/PERM] ");
            assertThat(Pop3.ask(client, "PASS " + Pop3.PASSWORD)).startsWith("-ERR [SYS/PERM] ");
            assertThat(Pop3.ask(client, "AUTH PLAIN " + Pop3.plain(Pop3.ALICE, Pop3.PASSWORD)))
                    .startsWith("-ERR [SYS/PERM] ");
            assertThat(Pop3.ask(client, "STAT")).startsWith("-ERR");
        }
    }

    @Test
    void capaTellsWhatMayBeGiven() throws Exception {
        try (SmtpDialogue client = Pop3.clear(server)) {
            assertThat(Pop3.askAll(client, "CAPA"))
                    .contains("STLS", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING")
                    .doesNotContain("USER", "SASL");
            Pop3.ask(client, "STLS");
            client.startTls();
            assertThat(Pop3.askAll(client, "CAPA"))
                    .contains("USER", "SASL PLAIN")
                    .doesNotContain("STLS");
            Pop3.ask(client, "AUTH PLAIN " + Pop3.plain(Pop3.ALICE, Pop3.PASSWORD));
            assertThat(Pop3.askAll(client, "CAPA")).contains("UIDL", "TOP");
        }
    }

    @Test
    void userAndPassOverTls() throws Exception {
        try (SmtpDialogue client = Pop3.secure(server)) {
            assertThat(Pop3.ask(client, "USER " + Pop3.ALICE)).startsWith("+OK");
            assertThat(Pop3.ask(client, "PASS " + Pop3.PASSWORD)).startsWith("+OK");
            assertThat(Pop3.ask(client, "STAT")).startsWith("+OK 2 ");
            assertThat(Pop3.askAll(client, "RETR 2")).contains("Subject: two");
        }
    }

    @Test
    void implicitTlsNeedsNoStls() throws Exception {
        int port = server.port(POP3ServerFactory.class, "pop3s");
        try (SmtpDialogue client = SmtpDialogue.connect(port).startTls()) {
            assertThat(client.line()).startsWith("+OK");
            assertThat(Pop3.ask(client, "AUTH PLAIN " + Pop3.plain(Pop3.ALICE, Pop3.PASSWORD)))
                    .startsWith("+OK");
        }
    }

    @Test
    void authPlainWithAndWithoutInitialResponse() throws Exception {
        try (SmtpDialogue client = Pop3.secure(server)) {
            assertThat(Pop3.ask(client, "AUTH PLAIN")).startsWith("+ ");
            assertThat(Pop3.ask(client, "*")).startsWith("-ERR");
            assertThat(Pop3.ask(client, "AUTH PLAIN")).startsWith("+ ");
            assertThat(Pop3.ask(client, Pop3.plain(Pop3.ALICE, Pop3.PASSWORD))).startsWith("+OK");
            assertThat(Pop3.ask(client, "STAT")).startsWith("+OK 2 ");
        }
        try (SmtpDialogue client = Pop3.secure(server)) {
            assertThat(Pop3.ask(client, "AUTH PLAIN " + Pop3.plain(Pop3.ALICE, Pop3.PASSWORD)))
                    .startsWith("+OK");
        }
    }

    @Test
    void failuresAreSlowAndTheThirdEndsTheConnection() throws Exception {
        try (SmtpDialogue client = Pop3.secure(server)) {
            Instant start = Instant.now();
            Pop3.ask(client, "USER " + Pop3.ALICE);
            assertThat(Pop3.ask(client, "PASS wrong")).startsWith("-ERR [AUTH] ");
            assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(900));
            assertThat(Pop3.ask(client, "AUTH PLAIN " + Pop3.plain(Pop3.ALICE, "wrong")))
                    .startsWith("-ERR [AUTH] ");
            Pop3.ask(client, "USER " + Pop3.ALICE);
            assertThat(Pop3.ask(client, "PASS wrong")).startsWith("-ERR [AUTH] ");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void anImpossibleUserNameIsRefusedAndTheSessionGoesOn() throws Exception {
        try (SmtpDialogue client = Pop3.secure(server)) {
            assertThat(Pop3.ask(client, "USER a@b@c")).startsWith("-ERR [AUTH] ");
            assertThat(Pop3.ask(client, "USER " + Pop3.ALICE)).startsWith("+OK");
            assertThat(Pop3.ask(client, "PASS " + Pop3.PASSWORD)).startsWith("+OK");
        }
    }

    @Test
    void messageNumbersBelowOneAreRefused() throws Exception {
        try (SmtpDialogue client = Pop3.loggedIn(server, Pop3.ALICE)) {
            for (String command : new String[] {"RETR 0", "LIST 0", "UIDL -1", "TOP 0 1", "DELE -1", "TOP 1 -1"}) {
                assertThat(Pop3.ask(client, command)).as(command).startsWith("-ERR");
            }
            assertThat(Pop3.ask(client, "NOOP")).startsWith("+OK");
            assertThat(Pop3.ask(client, "LIST 1")).startsWith("+OK 1 ");
            assertThat(Pop3.askAll(client, "TOP 1 0")).contains("Subject: one");
        }
    }

    @Test
    void messagesAreDeletedAtQuitOnly() throws Exception {
        String bob = "bob@example.test";
        Pop3.deliver(server, bob, "Subject: keep\r\n\r\nkeep\r\n");
        try (SmtpDialogue client = Pop3.loggedIn(server, bob)) {
            assertThat(Pop3.ask(client, "DELE 1")).startsWith("+OK");
        }
        try (SmtpDialogue client = Pop3.loggedIn(server, bob)) {
            assertThat(Pop3.ask(client, "STAT")).startsWith("+OK 1 ");
            Pop3.ask(client, "DELE 1");
            assertThat(Pop3.ask(client, "QUIT")).startsWith("+OK");
        }
        Awaitility.await().untilAsserted(() -> assertThat(server.inbox(bob)).isEmpty());
    }

    @Test
    void commandsBehindStlsInClearAreNotObeyed() throws Exception {
        try (SmtpDialogue client = Pop3.clear(server)) {
            client.raw("STLS\r\nCAPA\r\n");
            assertThat(String.valueOf(client.line())).doesNotStartWith("+OK Cap");
            assertThat(client.line()).isNull();
        }
    }
}
