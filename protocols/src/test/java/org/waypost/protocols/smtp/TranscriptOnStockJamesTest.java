package org.waypost.protocols.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.Transcript;

/**
 * The sessions in {@code src/test/resources/stock/smtp} show the defects of James 3.8.1 that our listeners mend; each
 * has a twin in {@link TranscriptTest}. One that fails here is mended by James, and our remedy may go.
 */
class TranscriptOnStockJamesTest {

    private static final Map<String, String> VARIABLES = Map.of(
            "plain", SmtpListenerTest.plain("alice@example.test", "secret"),
            "wrong", SmtpListenerTest.plain("alice@example.test", "wrong"));

    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryMailServer.with(new SMTPServerModule())
                .file("smtpserver.xml", StockSmtp.CONFIGURATION)
                .start();
        server.domain("example.test").user("alice@example.test", "secret").user("bob@example.test", "secret");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void showsTheDefect(Transcript transcript) throws IOException {
        transcript.play(listener -> server.port(SMTPServerFactory.class, listener), VARIABLES);
    }

    static List<Transcript> transcripts() throws IOException {
        return Transcript.in("stock/smtp");
    }
}
