package org.waypost.protocols.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.james.core.Domain;
import org.apache.james.lmtpserver.netty.LMTPServerFactory;
import org.apache.james.modules.protocols.LMTPServerModule;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.MappingSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;
import org.waypost.protocols.testing.Transcript;

/** The defects of James 3.8.1's LMTP; each has a twin in {@link LmtpListenerTest}. */
class LmtpOnStockJamesTest {

    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryMailServer.with(new LMTPServerModule())
                .file(
                        "lmtpserver.xml",
                        LmtpBlocks.servers(LmtpBlocks.block("lmtp", "<maxmessagesize>10</maxmessagesize>")))
                .start();
        server.domain("example.test");
        for (String user : List.of("alice", "bob", "carol", "erin")) {
            server.user(user + "@example.test", "secret");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void showsTheDefect(Transcript transcript) throws IOException {
        transcript.play(listener -> server.port(LMTPServerFactory.class, listener), Map.of());
    }

    static List<Transcript> transcripts() throws IOException {
        return Transcript.in("stock/lmtp");
    }

    @Test
    void deliversAPartOfAMessageThatItRefused() throws Exception {
        Transcript size = Transcript.in("stock/lmtp").stream()
                .filter(transcript -> transcript.toString().equals("size.lmtp"))
                .findFirst()
                .orElseThrow();
        size.play(listener -> server.port(LMTPServerFactory.class, listener), Map.of());
        assertThat(server.inbox("bob@example.test")).isNotEmpty();
    }

    @Test
    void deliversMailForAnAliasToAMailboxThatNobodyReads() throws Exception {
        server.get(RecipientRewriteTable.class)
                .addAliasMapping(MappingSource.fromUser("info", Domain.of("example.test")), "erin@example.test");
        try (SmtpDialogue client = SmtpDialogue.connect(server.port(LMTPServerFactory.class, "lmtp"))) {
            client.answer();
            client.ask("LHLO relay.example");
            client.ask("MAIL FROM:<a@far.example>");
            assertThat(client.ask("RCPT TO:<info@example.test>")).startsWith("250 ");
            client.ask("DATA");
            assertThat(client.ask("Subject: alias\r\n\r\nhello\r\n.")).startsWith("250 ");
        }
        assertThat(server.inbox("info@example.test")).hasSize(1);
        assertThat(server.inbox("erin@example.test")).isEmpty();
    }
}
