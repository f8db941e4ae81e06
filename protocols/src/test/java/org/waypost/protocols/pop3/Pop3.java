package org.waypost.protocols.pop3;

import com.google.inject.util.Modules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.modules.protocols.POP3ServerModule;
import org.apache.james.pop3server.netty.POP3ServerFactory;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;
import reactor.core.publisher.Mono;

/** POP3 servers to talk to: stock James and ours, with the same accounts, and clients of them. */
final class Pop3 {

    static final String ALICE = "alice@example.test";
    static final String PASSWORD = "secret1";

    private static final String LISTENERS =
            """
            <pop3servers>
              <pop3server enabled="true">
                <jmxName>pop3</jmxName>
                <bind>127.0.0.1:0</bind>
                <gracefulShutdown>false</gracefulShutdown>
                <tls socketTLS="false" startTLS="true">
                  <privateKey>file://var/tls/private.key</privateKey>
                  <certificates>file://var/tls/certificates.pem</certificates>
                </tls>
                <handlerchain/>
                EXTRA
              </pop3server>
              <pop3server enabled="true">
                <jmxName>pop3s</jmxName>
                <bind>127.0.0.1:0</bind>
                <gracefulShutdown>false</gracefulShutdown>
                <tls socketTLS="true" startTLS="false">
                  <privateKey>file://var/tls/private.key</privateKey>
                  <certificates>file://var/tls/certificates.pem</certificates>
                </tls>
                <handlerchain/>
                EXTRA
              </pop3server>
            </pop3servers>
            """;

    private Pop3() {}

    static MemoryMailServer stock() throws Exception {
        return accounts(MemoryMailServer.with(new POP3ServerModule()).file("pop3server.xml", listeners("")));
    }

    static MemoryMailServer ours(String extra) throws Exception {
        return accounts(
                MemoryMailServer.with(Modules.override(new POP3ServerModule()).with(new Pop3Module()))
                        .file("pop3server.xml", listeners(extra)));
    }

    private static String listeners(String extra) {
        return LISTENERS.replace("EXTRA", extra);
    }

    private static MemoryMailServer accounts(MemoryMailServer.Builder builder) throws Exception {
        return builder.start().domain("example.test").user(ALICE, PASSWORD).user("bob@example.test", PASSWORD);
    }

    /** Puts a message into a user's INBOX. */
    static void deliver(MemoryMailServer server, String user, String text) throws Exception {
        MailboxManager mailboxes = server.get(MailboxManager.class);
        MailboxSession session = mailboxes.createSystemSession(Username.of(user));
        MailboxPath inbox = MailboxPath.inbox(session);
        if (!Boolean.TRUE.equals(
                Mono.from(mailboxes.mailboxExists(inbox, session)).block())) {
            mailboxes.createMailbox(inbox, session);
        }
        mailboxes
                .getMailbox(inbox, session)
                .appendMessage(MessageManager.AppendCommand.builder().build(text), session);
    }

    static String plain(String user, String password) {
        return Base64.getEncoder().encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Connects in clear and reads the greeting. */
    static SmtpDialogue clear(MemoryMailServer server) throws IOException {
        SmtpDialogue client = SmtpDialogue.connect(server.port(POP3ServerFactory.class, "pop3"));
        client.line();
        return client;
    }

    /** Connects and turns TLS on by STLS. */
    static SmtpDialogue secure(MemoryMailServer server) throws IOException {
        SmtpDialogue client = clear(server);
        ask(client, "STLS");
        return client.startTls();
    }

    /** Connects by TLS and logs in. */
    static SmtpDialogue loggedIn(MemoryMailServer server, String user) throws IOException {
        SmtpDialogue client = secure(server);
        ask(client, "USER " + user);
        ask(client, "PASS " + PASSWORD);
        return client;
    }

    /** Sends a line and reads the first line of the answer; null when the connection ended. */
    static String ask(SmtpDialogue client, String line) throws IOException {
        return client.raw(line + "\r\n").line();
    }

    /** Sends a line and reads an answer that ends with a dot, joined by LF. */
    static String askAll(SmtpDialogue client, String line) throws IOException {
        StringBuilder all = new StringBuilder(ask(client, line));
        for (String next = client.line(); next != null && !next.equals("."); next = client.line()) {
            all.append("\n").append(next);
        }
        return all.toString();
    }
}
