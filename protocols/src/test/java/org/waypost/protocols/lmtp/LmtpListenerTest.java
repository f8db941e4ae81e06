package org.waypost.protocols.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.util.Modules;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.james.core.Domain;
import org.apache.james.lmtpserver.netty.LMTPServerFactory;
import org.apache.james.modules.protocols.LMTPServerModule;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.MappingSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;
import org.waypost.protocols.testing.Transcript;

class LmtpListenerTest {

    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryMailServer.with(Modules.override(new LMTPServerModule()).with(new LmtpModule()))
                .file(
                        "lmtpserver.xml",
                        LmtpBlocks.servers(
                                LmtpBlocks.block("lmtp", ""),
                                LmtpBlocks.block(
                                        "balanced", "<proxyProtocol><trusted>127.0.0.0/8</trusted></proxyProtocol>"),
                                LmtpBlocks.block("round", "<headers><maxReceived>3</maxReceived></headers>"),
                                LmtpBlocks.block(
                                        "small",
                                        "<maxmessagesize>10K</maxmessagesize><maxLineLength>1000</maxLineLength>")))
                .start();
        server.domain("example.test");
        for (String user : List.of("alice", "bob", "carol", "dave", "erin")) {
            server.user(user + "@example.test", "secret");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void holds(Transcript transcript) throws IOException {
        transcript.play(listener -> server.port(LMTPServerFactory.class, listener), Map.of("plain", "AGEAYg=="));
    }

    static List<Transcript> transcripts() throws IOException {
        return Transcript.in("lmtp");
    }

    @Test
    @Tag("feature-75")
    void takesNoResultsInItsOwnNameAndKeepsThoseOfTheRelay() throws Exception {
        try (SmtpDialogue relay = SmtpDialogue.connect(server.port(LMTPServerFactory.class, "lmtp"))) {
            relay.answer();
            relay.ask("LHLO relay.example");
            relay.ask("MAIL FROM:<a@far.example>");
            assertThat(relay.ask("RCPT TO:<erin@example.test>")).startsWith("250 ");
            relay.ask("DATA");
            assertThat(relay.ask("Authentication-Results: MAIL.example.test 1; spf=pass\r\n"
                            + "Authentication-Results: relay.example; spf=fail\r\nSubject: results\r\n\r\nhello\r\n."))
                    .startsWith("250 ");
        }
        Awaitility.await()
                .until(() -> server.inbox("erin@example.test").stream().anyMatch(mail -> mail.contains("results")));
        assertThat(server.inbox("erin@example.test").stream()
                        .filter(mail -> mail.contains("Subject: results"))
                        .findFirst()
                        .orElseThrow())
                .contains("Authentication-Results: relay.example; spf=fail")
                .doesNotContainIgnoringCase("Results: mail.example.test");
    }

    @Test
    void deliversToWhomAnAliasMeansAndWritesWhereItCameFrom() throws Exception {
        server.get(RecipientRewriteTable.class)
                .addAliasMapping(MappingSource.fromUser("info", Domain.of("example.test")), "erin@example.test");
        send("info@example.test", "alias");
        Awaitility.await().until(() -> !server.inbox("erin@example.test").isEmpty());
        assertThat(server.inbox("erin@example.test").get(0))
                .contains("Received: from relay.example (unknown [127.0.0.1])")
                .contains("with LMTP id ");
        assertThat(server.inbox("info@example.test")).isEmpty();
    }

    @Test
    void deliversNothingOfAMessageThatItRefused() throws Exception {
        Transcript limits = Transcript.in("lmtp").stream()
                .filter(transcript -> transcript.toString().equals("limits.lmtp"))
                .findFirst()
                .orElseThrow();
        limits.play(listener -> server.port(LMTPServerFactory.class, listener), Map.of("plain", ""));
        send("dave@example.test", "after");
        Awaitility.await().until(() -> !server.inbox("dave@example.test").isEmpty());
        assertThat(server.inbox("dave@example.test"))
                .hasSize(1)
                .first()
                .asString()
                .contains("Subject: after");
        assertThat(server.inbox("carol@example.test")).isEmpty();
    }

    private static void send(String recipient, String subject) throws Exception {
        try (SmtpDialogue client = SmtpDialogue.connect(server.port(LMTPServerFactory.class, "lmtp"))) {
            client.answer();
            client.ask("LHLO relay.example");
            client.ask("MAIL FROM:<a@far.example>");
            assertThat(client.ask("RCPT TO:<" + recipient + ">")).startsWith("250 ");
            client.ask("DATA");
            assertThat(client.ask("Subject: " + subject + "\r\n\r\nhello\r\n.")).startsWith("250 ");
        }
    }
}
