package org.waypost.protocols.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.util.Modules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.mailbox.store.BatchSizes;
import org.apache.james.managesieveserver.netty.ManageSieveServerFactory;
import org.apache.james.modules.data.SieveFileRepositoryModule;
import org.apache.james.modules.protocols.IMAPServerModule;
import org.apache.james.modules.protocols.ManageSieveServerModule;
import org.apache.james.modules.protocols.POP3ServerModule;
import org.apache.james.pop3server.netty.POP3ServerFactory;
import org.apache.james.protocols.lib.netty.AbstractServerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.managesieve.ManageSieveModule;
import org.waypost.protocols.pop3.Pop3Module;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;
import org.waypost.protocols.testing.TestCertificate;

/** The files in conf/, as they are delivered but for the addresses, and what all doors of mailboxes have in common. */
@Tag("feature-13")
@Tag("feature-17")
class MailDoorsTest {

    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryMailServer.with(
                        Modules.override(new IMAPServerModule()).with(new ImapModule()),
                        Modules.override(new POP3ServerModule()).with(new Pop3Module()),
                        Modules.override(new ManageSieveServerModule()).with(new ManageSieveModule()),
                        new SieveFileRepositoryModule())
                .file("imapserver.xml", delivered("imapserver.xml"))
                .file("pop3server.xml", delivered("pop3server.xml"))
                .file("managesieveserver.xml", delivered("managesieveserver.xml"))
                .start()
                .domain("example.test")
                .user(Imap.ALICE, Imap.PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** A delivered file on free ports, with a balancer on the loopback that may send a header, and little time. */
    private static String delivered(String name) throws Exception {
        return Files.readString(Path.of(System.getProperty("waypost.root"), "conf", name))
                .replaceAll("0\\.0\\.0\\.0:\\d+", "127.0.0.1:0")
                .replace("<trusted></trusted>", "<trusted>127.0.0.0/8</trusted>")
                .replace("<required>true</required>", "<required>false</required>")
                .replace("<headerTimeout>5<", "<headerTimeout>1<")
                .replaceAll("<connectionLimitPerIP>\\d+<", "<connectionLimitPerIP>2<")
                .replaceAll("<authenticationTimeout>\\d+<", "<authenticationTimeout>4<");
    }

    private static SmtpDialogue connect(Class<? extends AbstractServerFactory> factory, String name, String header)
            throws Exception {
        return SmtpDialogue.connect(server.port(factory, name)).raw(header);
    }

    private static String proxy(String client) {
        return "PROXY TCP4 " + client + " 127.0.0.1 40000 143\r\n";
    }

    @Test
    void everyListenerOfTheDeliveredFilesServes() throws Exception {
        try (SmtpDialogue imap = connect(IMAPServerFactory.class, "imapserver", "PROXY UNKNOWN\r\n");
                SmtpDialogue pop3 = connect(POP3ServerFactory.class, "pop3server", "PROXY UNKNOWN\r\n");
                SmtpDialogue sieve =
                        connect(ManageSieveServerFactory.class, "managesieveserver", "PROXY UNKNOWN\r\n")) {
            assertThat(imap.line()).startsWith("* OK");
            assertThat(pop3.line()).startsWith("+OK");
            assertThat(sieve.line()).startsWith("\"");
        }
        try (SmtpDialogue imaps = connect(IMAPServerFactory.class, "imapserver-ssl", "PROXY UNKNOWN\r\n")
                        .startTls();
                SmtpDialogue pop3s = connect(POP3ServerFactory.class, "pop3server-ssl", "PROXY UNKNOWN\r\n")
                        .startTls()) {
            assertThat(imaps.line()).startsWith("* OK");
            assertThat(Imap.command(imaps, "a LOGIN " + Imap.ALICE + " " + Imap.PASSWORD))
                    .startsWith("a OK");
            assertThat(pop3s.line()).startsWith("+OK");
        }
    }

    @Test
    void theLimitCountsClientsAndNotTheBalancer() throws Exception {
        // Each is greeted before the next comes: two that come together may be counted in either order.
        try (SmtpDialogue one = connect(IMAPServerFactory.class, "imapserver", proxy("203.0.113.1"))) {
            assertThat(one.line()).startsWith("* OK");
            try (SmtpDialogue two = connect(IMAPServerFactory.class, "imapserver", proxy("203.0.113.1"))) {
                assertThat(two.line()).startsWith("* OK");
                greetedAfterTwo();
            }
        }
    }

    private static void greetedAfterTwo() throws Exception {
        try (SmtpDialogue three = connect(IMAPServerFactory.class, "imapserver", proxy("203.0.113.1"));
                SmtpDialogue other = connect(IMAPServerFactory.class, "imapserver", proxy("203.0.113.2"));
                SmtpDialogue pop3 = connect(POP3ServerFactory.class, "pop3server", proxy("203.0.113.1"));
                SmtpDialogue sieve =
                        connect(ManageSieveServerFactory.class, "managesieveserver", proxy("203.0.113.1"))) {
            assertThat(three.line()).startsWith("* BYE");
            assertThat(other.line()).startsWith("* OK");
            assertThat(pop3.line()).startsWith("+OK");
            assertThat(sieve.line()).startsWith("\"IMPLEMENTATION\"");
        }
    }

    @Test
    void whoDoesNotLogInIsSentAway() throws Exception {
        try (SmtpDialogue imap = connect(IMAPServerFactory.class, "imapserver", proxy("203.0.113.3"));
                SmtpDialogue sieve =
                        connect(ManageSieveServerFactory.class, "managesieveserver", proxy("203.0.113.3"))) {
            Imap.command(imap, "a NOOP ");
            assertThat(Imap.rest(imap)).contains("* BYE");
            assertThat(Imap.rest(sieve)).contains("BYE \"No log-in within 4 seconds\"");
        }
    }

    @Test
    void onlyCurrentVersionsOfTlsAreSpoken() throws Exception {
        for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
            try (SmtpDialogue imap = connect(IMAPServerFactory.class, "imapserver-ssl", proxy("203.0.113.4"))
                    .startTls(TestCertificate.trustingContext(), version)) {
                assertThat(imap.line()).startsWith("* OK");
            }
        }
        for (String version : new String[] {"TLSv1", "TLSv1.1"}) {
            try (SmtpDialogue imap = connect(IMAPServerFactory.class, "imapserver-ssl", proxy("203.0.113.4"))) {
                assertThatThrownBy(() -> imap.startTls(TestCertificate.trustingContext(), version))
                        .isInstanceOf(java.io.IOException.class);
            }
        }
    }

    @Test
    void copyAndMoveHaveBatchesInTheDeliveredFileAndNoneByJamesDefault() throws Exception {
        Properties delivered = new Properties();
        try (var reader =
                Files.newBufferedReader(Path.of(System.getProperty("waypost.root"), "conf", "batchsizes.properties"))) {
            delivered.load(reader);
        }
        assertThat(Integer.parseInt(delivered.getProperty("copy"))).isBetween(1, 1000);
        assertThat(Integer.parseInt(delivered.getProperty("move"))).isBetween(1, 1000);
        BatchSizes stock = BatchSizes.defaultValues();
        assertThat(stock.getCopyBatchSize()).isEmpty();
        assertThat(stock.getMoveBatchSize()).isEmpty();
    }
}
