package org.waypost.protocols.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** One event loop, and a hook that waits: others are served meanwhile (JAMES-4023). Idle clients leave in time. */
class BusyListenerTest {

    private static final Module OURS = Modules.override(new SMTPServerModule()).with(new SmtpModule());

    private static volatile CountDownLatch waiting;
    private static volatile CountDownLatch release;

    /** A hook that a slow look-up stands for. */
    public static final class SlowHook implements RcptHook {
        @Override
        public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
            waiting.countDown();
            try {
                assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return HookResult.DECLINED;
        }
    }

    @Test
    void servesOthersWhileAHookWaits() throws Exception {
        try (MemoryMailServer server = start(OURS);
                SmtpDialogue slow = SmtpDialogue.connect(port(server))) {
            occupy(slow);
            try (SmtpDialogue other = SmtpDialogue.connect(port(server))) {
                assertThat(other.answer()).startsWith("220 ");
                assertThat(other.ask("EHLO client.example")).contains("250 ");
            } finally {
                release.countDown();
            }
            assertThat(slow.answer()).startsWith("250 ");
        }
    }

    @Test
    void onStockJamesOthersWait() throws Exception {
        try (MemoryMailServer server = start(new SMTPServerModule());
                SmtpDialogue slow = SmtpDialogue.connect(port(server))) {
            occupy(slow);
            try (SmtpDialogue other = SmtpDialogue.connect(port(server)).patience(Duration.ofSeconds(1))) {
                assertThatThrownBy(other::answer).isInstanceOf(SocketTimeoutException.class);
            } finally {
                release.countDown();
            }
        }
    }

    @Test
    void endsAnIdleSessionAfterItsTime() throws Exception {
        try (MemoryMailServer server = start(OURS);
                SmtpDialogue idle = SmtpDialogue.connect(port(server))) {
            assertThat(idle.answer()).startsWith("220 ");
            long from = System.nanoTime();
            assertThat(idle.answer()).startsWith("421 4.4.2");
            assertThat(idle.answer()).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isBetween(Duration.ofMillis(1500), Duration.ofMillis(3500));
        }
    }

    @Test
    void onStockJamesAnIdleSessionStaysTwiceAsLong() throws Exception {
        try (MemoryMailServer server = start(new SMTPServerModule());
                SmtpDialogue idle = SmtpDialogue.connect(port(server))) {
            assertThat(idle.answer()).startsWith("220 ");
            long from = System.nanoTime();
            assertThat(idle.answer()).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(3700));
        }
    }

    private static void occupy(SmtpDialogue client) throws Exception {
        waiting = new CountDownLatch(1);
        release = new CountDownLatch(1);
        client.answer();
        client.ask("EHLO client.example");
        client.ask("MAIL FROM:<a@far.example>");
        client.raw("RCPT TO:<bob@example.test>\r\n");
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static MemoryMailServer start(Module smtp) throws Exception {
        String block = WaypostSmtp.startTls("smtp", "<connectiontimeout>2</connectiontimeout>")
                .replace(
                        "<handlerchain enableJmx=\"false\"/>",
                        "<handlerchain enableJmx=\"false\"><handler class=\"" + SlowHook.class.getName()
                                + "\"/></handlerchain>");
        MemoryMailServer server = MemoryMailServer.with(smtp)
                .file("smtpserver.xml", WaypostSmtp.servers(block))
                .start();
        return server.domain("example.test").user("bob@example.test", "x");
    }

    private static int port(MemoryMailServer server) {
        return server.port(SMTPServerFactory.class, "smtp");
    }
}
