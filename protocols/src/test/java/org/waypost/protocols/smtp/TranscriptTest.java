package org.waypost.protocols.smtp;

import com.google.inject.util.Modules;
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

/** The sessions in {@code src/test/resources/smtp} against our listeners. */
class TranscriptTest {

    private static final Map<String, String> VARIABLES = Map.of(
            "plain", SmtpListenerTest.plain("alice@example.test", "secret"),
            "wrong", SmtpListenerTest.plain("alice@example.test", "wrong"));

    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        String balancers = "<proxyProtocol><trusted>127.0.0.0/8</trusted></proxyProtocol>"
                + "<authorizedAddresses>127.0.0.0/8 203.0.113.0/24</authorizedAddresses>";
        String small = "<maxmessagesize>10K</maxmessagesize><maxLineLength>1000</maxLineLength>"
                + "<headers><maxLines>20</maxLines><maxSize>4000</maxSize>"
                + "<maxReceived>3</maxReceived></headers>";
        String submission = WaypostSmtp.SUBMISSION;
        server = MemoryMailServer.with(Modules.override(new SMTPServerModule()).with(new SmtpModule()))
                .file(
                        "smtpserver.xml",
                        WaypostSmtp.servers(
                                WaypostSmtp.startTls("smtp", ""),
                                WaypostSmtp.startTls("submission", submission),
                                WaypostSmtp.tls("submissions", submission),
                                WaypostSmtp.startTls("balanced", balancers),
                                WaypostSmtp.tls("balanced-tls", balancers),
                                WaypostSmtp.startTls("small", small)))
                .start();
        server.domain("example.test").user("alice@example.test", "secret").user("bob@example.test", "secret");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void holds(Transcript transcript) throws IOException {
        transcript.play(listener -> server.port(SMTPServerFactory.class, listener), VARIABLES);
    }

    static List<Transcript> transcripts() throws IOException {
        return Transcript.in("smtp");
    }
}
