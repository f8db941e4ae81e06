package org.waypost.protocols.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.util.Modules;
import org.apache.james.lmtpserver.netty.LMTPServerFactory;
import org.apache.james.modules.protocols.LMTPServerModule;
import org.apache.james.smtpserver.SendMailHandler;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.FailingQueue;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** Nothing is acknowledged that is not stored. */
class LmtpFailureTest {

    @Test
    void asksEachRecipientAgainWhenTheQueueFails() throws Exception {
        try (MemoryMailServer broken = MemoryMailServer.with(
                        Modules.override(new LMTPServerModule()).with(new LmtpModule()))
                .file("lmtpserver.xml", LmtpBlocks.servers(LmtpBlocks.block("lmtp", "")))
                .override(binder -> binder.bind(SendMailHandler.class).toInstance(FailingQueue.handler()))
                .start()) {
            broken.domain("example.test").user("alice@example.test", "x").user("bob@example.test", "x");
            try (SmtpDialogue client = SmtpDialogue.connect(broken.port(LMTPServerFactory.class, "lmtp"))) {
                client.answer();
                client.ask("LHLO relay.example");
                client.ask("MAIL FROM:<a@far.example>");
                client.ask("RCPT TO:<alice@example.test>");
                client.ask("RCPT TO:<bob@example.test>");
                client.ask("DATA");
                assertThat(client.ask("Subject: lost?\r\n\r\nhello\r\n.")).startsWith("451 4.");
                assertThat(client.answer()).startsWith("451 4.");
                assertThat(client.ask("NOOP")).startsWith("250 ");
            }
            assertThat(broken.inbox("alice@example.test")).isEmpty();
        }
    }
}
