package org.waypost.protocols.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.ConnectHandler;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** What connects first: the PROXY header is read before any handler sees the session, and limits say why. */
class FrontDoorOfSmtpTest {

    private static final Module OURS = Modules.override(new SMTPServerModule()).with(new SmtpModule());
    private static final String HEADER = "PROXY TCP4 198.51.100.7 203.0.113.1 4711 25\r\n";
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();

    /** Notes who connected, as a blocklist would. */
    public static final class Doorkeeper implements ConnectHandler<SMTPSession> {
        @Override
        public Response onConnect(SMTPSession session) {
            SEEN.add(session.getRemoteAddress().getAddress().getHostAddress());
            return null;
        }
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void connectHandlersSeeTheClientBehindABalancer() throws Exception {
        try (MemoryMailServer server = start(OURS, "<proxyProtocol><trusted>127.0.0.1</trusted></proxyProtocol>");
                SmtpDialogue client = connect(server)) {
            assertThat(client.raw(HEADER).answer()).startsWith("220 ");
            assertThat(SEEN).containsExactly("198.51.100.7");
        }
    }

    @Test
    void onStockJamesConnectHandlersSeeTheBalancer() throws Exception {
        try (MemoryMailServer server = start(new SMTPServerModule(), "<proxyRequired>true</proxyRequired>");
                SmtpDialogue client = connect(server)) {
            assertThat(client.raw(HEADER).answer()).startsWith("220 ");
            assertThat(client.ask("NOOP")).startsWith("250 ");
            assertThat(SEEN).containsExactly("127.0.0.1");
        }
    }

    @Test
    void refusesTooManyConnectionsOfOneClientWithAWord() throws Exception {
        try (MemoryMailServer server = start(OURS, "<connectionLimitPerIP>1</connectionLimitPerIP>");
                SmtpDialogue first = connect(server)) {
            assertThat(first.answer()).startsWith("220 ");
            try (SmtpDialogue second = connect(server)) {
                assertThat(second.answer()).startsWith("421 4.7.0");
                assertThat(second.answer()).isNull();
            }
            assertThat(SEEN).hasSize(1);
        }
    }

    @Test
    void onStockJamesHandlersRunForAConnectionTooMany() throws Exception {
        try (MemoryMailServer server = start(new SMTPServerModule(), "<connectionLimitPerIP>1</connectionLimitPerIP>");
                SmtpDialogue first = connect(server)) {
            assertThat(first.answer()).startsWith("220 ");
            try (SmtpDialogue second = connect(server)) {
                assertThat(second.answer()).isNull();
            }
            // Its handlers ran all the same.
            Awaitility.await().until(() -> SEEN.size() == 2);
        }
    }

    private static SmtpDialogue connect(MemoryMailServer server) throws Exception {
        return SmtpDialogue.connect(server.port(SMTPServerFactory.class, "smtp"));
    }

    private static MemoryMailServer start(Module smtp, String more) throws Exception {
        String block = WaypostSmtp.startTls("smtp", more)
                .replace(
                        "<handlerchain enableJmx=\"false\"/>",
                        "<handlerchain enableJmx=\"false\"><handler class=\"" + Doorkeeper.class.getName()
                                + "\"/></handlerchain>");
        return MemoryMailServer.with(smtp)
                .file("smtpserver.xml", WaypostSmtp.servers(block))
                .start();
    }
}
