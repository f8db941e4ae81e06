package org.waypost.protocols.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.util.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.james.lmtpserver.netty.LMTPServerFactory;
import org.apache.james.modules.protocols.LMTPServerModule;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.protocols.lmtp.LmtpModule;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;
import org.waypost.protocols.testing.Transcript;

/** The files in {@code conf/} as they are shipped, on other ports. */
@Tag("feature-34")
@Tag("feature-46")
@Tag("feature-136")
class DefaultConfigurationTest {

    private static final Path CONF = Path.of(System.getProperty("waypost.root"), "conf");

    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryMailServer.with(
                        Modules.override(new SMTPServerModule()).with(new SmtpModule()),
                        Modules.override(new LMTPServerModule()).with(new LmtpModule()))
                .file("smtpserver.xml", onFreePorts("smtpserver.xml"))
                .file("lmtpserver.xml", onFreePorts("lmtpserver.xml"))
                .start();
        server.domain("example.test").user("alice@example.test", "secret").user("bob@example.test", "secret");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay.smtp",
                "auth-in-clear.smtp",
                "auth-not-offered.smtp",
                "identity.smtp",
                "smuggling.smtp",
                "starttls-injection.smtp"
            })
    void isSafe(String name) throws Exception {
        Transcript transcript =
                Transcript.of(Path.of(getClass().getResource("/smtp/" + name).toURI()));
        transcript.play(
                listener -> server.port(SMTPServerFactory.class, listener),
                Map.of("plain", SmtpListenerTest.plain("alice@example.test", "secret")));
    }

    @Test
    void offersLmtpOnTheLoopbackOnly() throws IOException {
        assertThat(Files.readString(CONF.resolve("lmtpserver.xml"))).contains("<bind>127.0.0.1:24</bind>");
        try (SmtpDialogue client = SmtpDialogue.connect(server.port(LMTPServerFactory.class, "lmtp"))) {
            assertThat(client.answer()).startsWith("220 ");
            assertThat(client.ask("LHLO relay.example")).contains("SIZE 52428800");
        }
    }

    @Test
    void limitsRecipients() throws Exception {
        try (SmtpDialogue client = SmtpDialogue.connect(server.port(SMTPServerFactory.class, "smtp"))) {
            client.answer();
            assertThat(client.ask("EHLO client.example")).contains("SIZE 52428800");
            client.ask("MAIL FROM:<a@far.example>");
            for (String ignored : List.copyOf(java.util.Collections.nCopies(500, ""))) {
                assertThat(client.ask("RCPT TO:<bob@example.test>" + ignored)).startsWith("250 ");
            }
            assertThat(client.ask("RCPT TO:<bob@example.test>")).startsWith("452 ");
        }
    }

    private static String onFreePorts(String file) throws IOException {
        return Files.readString(CONF.resolve(file)).replaceAll("<bind>[^<]*</bind>", "<bind>127.0.0.1:0</bind>");
    }
}
