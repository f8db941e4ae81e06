package org.waypost.protocols.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** The test server itself: what it takes in lies in the mailbox. */
class MemoryMailServerTest {

    @Test
    void deliversOnStockJames() throws Exception {
        try (MemoryMailServer server = MemoryMailServer.with(new SMTPServerModule())
                .file("smtpserver.xml", StockSmtp.CONFIGURATION)
                .start()) {
            server.domain("example.test").user("bob@example.test", "secret");
            try (SmtpDialogue client = SmtpDialogue.connect(server.port(SMTPServerFactory.class, "smtp"))) {
                assertThat(client.answer()).startsWith("220 ");
                assertThat(client.ask("EHLO client.example")).contains("250");
                assertThat(client.ask("MAIL FROM:<a@far.example>")).startsWith("250 ");
                assertThat(client.ask("RCPT TO:<bob@example.test>")).startsWith("250 ");
                assertThat(client.ask("DATA")).startsWith("354 ");
                assertThat(client.ask("Subject: hello\r\n\r\nhello\r\n.")).startsWith("250 ");
            }
            Awaitility.await().until(() -> server.inbox("bob@example.test").size() == 1);
            assertThat(server.inbox("bob@example.test").get(0)).contains("Subject: hello");
        }
    }
}
