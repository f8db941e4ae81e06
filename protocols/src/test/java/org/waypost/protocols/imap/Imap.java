package org.waypost.protocols.imap;

import com.google.inject.util.Modules;
import java.io.IOException;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.modules.protocols.IMAPServerModule;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** IMAP servers to talk to: stock James and ours, with the same accounts, and clients of them. */
final class Imap {

    static final String ALICE = "alice@example.test";
    static final String PASSWORD = "secret1";

    private static final String LISTENERS =
            """
            <imapservers>
              <imapserver enabled="true">
                <jmxName>imap</jmxName>
                <bind>127.0.0.1:0</bind>
                <gracefulShutdown>false</gracefulShutdown>
                <tls socketTLS="false" startTLS="true">
                  <privateKey>file://var/tls/private.key</privateKey>
                  <certificates>file://var/tls/certificates.pem</certificates>
                  PROTOCOLS
                </tls>
                EXTRA
              </imapserver>
              <imapserver enabled="true">
                <jmxName>imaps</jmxName>
                <bind>127.0.0.1:0</bind>
                <gracefulShutdown>false</gracefulShutdown>
                <tls socketTLS="true" startTLS="false">
                  <privateKey>file://var/tls/private.key</privateKey>
                  <certificates>file://var/tls/certificates.pem</certificates>
                  PROTOCOLS
                </tls>
                EXTRA
              </imapserver>
            </imapservers>
            """;

    private Imap() {}

    static MemoryMailServer stock(String extra) throws Exception {
        return accounts(MemoryMailServer.with(new IMAPServerModule()).file("imapserver.xml", listeners(extra)));
    }

    static MemoryMailServer ours(String extra) throws Exception {
        return accounts(
                MemoryMailServer.with(Modules.override(new IMAPServerModule()).with(new ImapModule()))
                        .file("imapserver.xml", listeners(extra)));
    }

    private static String listeners(String extra) {
        return LISTENERS.replace("EXTRA", extra).replace("PROTOCOLS", "");
    }

    private static MemoryMailServer accounts(MemoryMailServer.Builder builder) throws Exception {
        return builder.start().domain("example.test").user(ALICE, PASSWORD).user("bob@example.test", PASSWORD);
    }

    /** Connects in clear and reads the greeting. */
    static SmtpDialogue clear(MemoryMailServer server) throws IOException {
        SmtpDialogue client = SmtpDialogue.connect(server.port(IMAPServerFactory.class, "imap"));
        client.line();
        return client;
    }

    /** Connects, turns TLS on by STARTTLS. */
    static SmtpDialogue secure(MemoryMailServer server) throws IOException {
        SmtpDialogue client = clear(server);
        command(client, "s STARTTLS");
        return client.startTls();
    }

    /** Connects, turns TLS on, logs in as Alice. */
    static SmtpDialogue alice(MemoryMailServer server) throws IOException {
        SmtpDialogue client = secure(server);
        command(client, "l LOGIN " + ALICE + " " + PASSWORD);
        return client;
    }

    /** Sends a command and reads all lines up to its tagged answer, joined by LF. */
    static String command(SmtpDialogue client, String command) throws IOException {
        client.raw(command + "\r\n");
        return answer(client, command.substring(0, command.indexOf(' ')));
    }

    /** Reads all lines up to the answer with this tag, or the end of the connection, joined by LF. */
    static String answer(SmtpDialogue client, String tag) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = client.line(); line != null; line = client.line()) {
            all.append(all.isEmpty() ? "" : "\n").append(line);
            if (line.startsWith(tag + " ")) {
                break;
            }
        }
        return all.toString();
    }

    /** Reads what is left, up to the end of the connection. */
    static String rest(SmtpDialogue client) throws IOException {
        return answer(client, "\0");
    }
}
