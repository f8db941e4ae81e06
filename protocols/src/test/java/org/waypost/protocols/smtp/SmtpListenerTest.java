package org.waypost.protocols.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.util.Modules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

@Tag("feature-47")
class SmtpListenerTest {

    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryMailServer.with(Modules.override(new SMTPServerModule()).with(new SmtpModule()))
                .file("smtpserver.xml", WaypostSmtp.standard())
                .start();
        server.domain("example.test")
                .user("alice@example.test", "secret")
                .user("bob@example.test", "secret")
                .user("carol@example.test", "secret");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void takesMailForItsOwnUsersAndWritesWhereItCameFrom() throws Exception {
        try (SmtpDialogue client = connect("smtp")) {
            assertThat(client.answer()).isEqualTo("220 mail.example.test ESMTP Waypost");
            assertThat(client.ask("EHLO client.example"))
                    .contains("250-STARTTLS")
                    .doesNotContain("AUTH");
            assertThat(client.ask("MAIL FROM:<a@far.example>")).startsWith("250 ");
            assertThat(client.ask("RCPT TO:<bob@example.test>")).startsWith("250 ");
            assertThat(client.ask("DATA")).startsWith("354 ");
            assertThat(client.ask("Subject: plain\r\n\r\nhello\r\n.")).startsWith("250 ");
            assertThat(client.ask("QUIT")).startsWith("221 ");
        }
        Awaitility.await().until(() -> !server.inbox("bob@example.test").isEmpty());
        assertThat(server.inbox("bob@example.test").get(0))
                .contains("Received: from client.example (unknown [127.0.0.1])")
                .contains("by mail.example.test (Waypost) with ESMTP id ")
                .contains("for <bob@example.test>;");
    }

    @Test
    void takesMailOfItsUsersOverStartTls() throws Exception {
        try (SmtpDialogue client = connect("submission")) {
            client.answer();
            assertThat(client.ask("EHLO client.example")).doesNotContain("AUTH");
            assertThat(client.ask("STARTTLS")).startsWith("220 ");
            client.startTls();
            assertThat(client.ask("MAIL FROM:<alice@example.test>")).startsWith("530 5.7.0");
            assertThat(client.ask("EHLO client.example"))
                    .contains("AUTH PLAIN LOGIN")
                    .doesNotContain("STARTTLS");
            assertThat(client.ask("AUTH PLAIN " + plain("alice@example.test", "secret")))
                    .startsWith("235 2.7.0");
            assertThat(client.ask("MAIL FROM:<alice@example.test>")).startsWith("250 ");
            assertThat(client.ask("RCPT TO:<carol@example.test>")).startsWith("250 ");
            assertThat(client.ask("DATA")).startsWith("354 ");
            assertThat(client.ask("From: alice@example.test\r\nSubject: tls\r\n\r\nhello\r\n."))
                    .startsWith("250 ");
        }
        Awaitility.await().until(() -> !server.inbox("carol@example.test").isEmpty());
        assertThat(server.inbox("carol@example.test").get(0)).contains("with ESMTPSA id ");
    }

    static String plain(String user, String password) {
        byte[] response = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(response);
    }

    private static SmtpDialogue connect(String listener) throws Exception {
        return SmtpDialogue.connect(server.port(SMTPServerFactory.class, listener));
    }
}
