package org.waypost.server.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.protocols.lib.netty.AbstractServerFactory;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.policy.quota.DomainUse;
import org.waypost.server.composition.MemoryServer;

/** A server in this JVM with SMTP, LMTP and IMAP, and for each test a domain of its own with alice and bob. */
abstract class QuotaServer {
    private static final String LISTENER =
            """
            <%1$ss><%1$s enabled="true"><jmxName>%2$s</jmxName><bind>127.0.0.1:0</bind>
            <gracefulShutdown>false</gracefulShutdown><auth><requireSSL>false</requireSSL></auth>%3$s</%1$s></%1$ss>
            """;

    static MemoryServer server;
    private static int domains;

    String domain;
    Username alice;
    Username bob;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryServer.start(Map.of(
                "imapserver.xml",
                LISTENER.formatted("imapserver", "imap", ""),
                "lmtpserver.xml",
                LISTENER.formatted("lmtpserver", "lmtp", "<handlerchain enableJmx=\"false\"/>"),
                "listeners.xml",
                "<listeners><executeGroupListeners>true</executeGroupListeners><listener>"
                        + "<class>org.waypost.mailets.quota.QuotaWarningListener</class></listener></listeners>"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void users() throws Exception {
        domain = "d" + domains++ + ".test";
        alice = server.user("alice@" + domain);
        bob = server.user("bob@" + domain);
    }

    static int port(Class<? extends AbstractServerFactory> factory) {
        return server.get(factory).getServers().stream()
                .filter(AbstractConfigurableAsyncServer::isEnabled)
                .findFirst()
                .orElseThrow()
                .getPort();
    }

    static void count(Username user, long most) throws Exception {
        server.get(MaxQuotaManager.class)
                .setMaxMessage(server.get(UserQuotaRootResolver.class).forUser(user), QuotaCountLimit.count(most));
    }

    static void size(Username user, long most) throws Exception {
        server.get(MaxQuotaManager.class)
                .setMaxStorage(server.get(UserQuotaRootResolver.class).forUser(user), QuotaSizeLimit.size(most));
    }

    static void set(Scope scope, String section, String json) {
        server.get(AccountSettings.class)
                .set(scope, section, SettingsFormat.object(json))
                .block();
    }

    /** The answer to RCPT. */
    static String rcpt(String mail, String recipient) throws IOException {
        try (Lines client = new Lines(port(SMTPServerFactory.class))) {
            client.ask("EHLO client.example");
            client.ask("MAIL FROM:<stranger@far.example>" + mail);
            return client.ask("RCPT TO:<" + recipient + ">");
        }
    }

    static void deliver(Username to, String subject, int bytes) throws Exception {
        try (Lines client = new Lines(port(SMTPServerFactory.class))) {
            client.ask("EHLO client.example");
            client.ask("MAIL FROM:<stranger@far.example>");
            assertThat(client.ask("RCPT TO:<" + to.asString() + ">")).startsWith("250");
            client.ask("DATA");
            assertThat(client.ask("Subject: " + subject + "\r\n\r\n" + body(bytes) + "\r\n."))
                    .startsWith("250");
        }
        arrives(to, subject);
    }

    static String body(int bytes) {
        return ("x".repeat(70) + "\r\n").repeat(Math.max(1, bytes / 72));
    }

    static void arrives(Username user, String subject) {
        Awaitility.await(subject).atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(server.inbox(user))
                .anyMatch(message -> message.contains("Subject: " + subject + "\r\n")));
    }

    static void used(Username user, long messages) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> server.get(DomainUse.class).of(user).block().messages() >= messages);
    }

    static String append(Username user, String message) throws IOException {
        try (Lines client = new Lines(port(IMAPServerFactory.class))) {
            assertThat(client.imap("LOGIN " + user.asString() + " secret")).startsWith("a OK");
            return client.append(message);
        }
    }

    static void deleteAll(Username user) throws IOException {
        try (Lines client = new Lines(port(IMAPServerFactory.class))) {
            client.imap("LOGIN " + user.asString() + " secret");
            client.imap("SELECT INBOX");
            client.imap("STORE 1:* +FLAGS (\\Deleted)");
            assertThat(client.imap("EXPUNGE")).startsWith("a OK");
        }
    }

    static MimeMessage parsed(String message) throws javax.mail.MessagingException {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
    }
}
