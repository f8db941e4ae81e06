package org.waypost.protocols.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.util.Modules;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.smtpserver.SendMailHandler;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.FailingQueue;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** Nothing is acknowledged that is not stored. */
class SmtpFailureTest {

    @Test
    void asksTheClientToComeAgainWhenTheQueueFails() throws Exception {
        try (MemoryMailServer broken = MemoryMailServer.with(
                        Modules.override(new SMTPServerModule()).with(new SmtpModule()))
                .file("smtpserver.xml", WaypostSmtp.standard())
                .override(binder -> binder.bind(SendMailHandler.class).toInstance(FailingQueue.handler()))
                .start()) {
            broken.domain("example.test").user("alice@example.test", "x");
            try (SmtpDialogue client = SmtpDialogue.connect(broken.port(SMTPServerFactory.class, "smtp"))) {
                client.answer();
                client.ask("EHLO client.example");
                client.ask("MAIL FROM:<a@far.example>");
                client.ask("RCPT TO:<alice@example.test>");
                client.ask("DATA");
                assertThat(client.ask("Subject: lost?\r\n\r\nhello\r\n.")).startsWith("451 4.");
                assertThat(client.ask("MAIL FROM:<a@far.example>")).startsWith("250 ");
            }
        }
    }
}
