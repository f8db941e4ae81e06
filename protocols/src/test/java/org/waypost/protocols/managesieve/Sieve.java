package org.waypost.protocols.managesieve;

import com.google.inject.util.Modules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.james.managesieveserver.netty.ManageSieveServerFactory;
import org.apache.james.modules.data.SieveFileRepositoryModule;
import org.apache.james.modules.protocols.ManageSieveServerModule;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** ManageSieve servers to talk to: stock James and ours, with the same accounts, and clients of them. */
final class Sieve {

    static final String ALICE = "alice@example.test";
    static final String PASSWORD = "secret1";

    private static final String LISTENERS =
            """
            <managesieveservers>
              <managesieveserver enabled="true">
                <jmxName>sieve</jmxName>
                <bind>127.0.0.1:0</bind>
                <gracefulShutdown>false</gracefulShutdown>
                <tls socketTLS="false" startTLS="true">
                  <privateKey>file://var/tls/private.key</privateKey>
                  <certificates>file://var/tls/certificates.pem</certificates>
                </tls>
                EXTRA
              </managesieveserver>
            </managesieveservers>
            """;

    private Sieve() {}

    static MemoryMailServer stock() throws Exception {
        return accounts(MemoryMailServer.with(new ManageSieveServerModule(), new SieveFileRepositoryModule())
                .file("managesieveserver.xml", LISTENERS.replace("EXTRA", "")));
    }

    static MemoryMailServer ours(String extra) throws Exception {
        return accounts(MemoryMailServer.with(
                        Modules.override(new ManageSieveServerModule()).with(new ManageSieveModule()),
                        new SieveFileRepositoryModule())
                .file("managesieveserver.xml", LISTENERS.replace("EXTRA", extra)));
    }

    private static MemoryMailServer accounts(MemoryMailServer.Builder builder) throws Exception {
        return builder.start().domain("example.test").user(ALICE, PASSWORD).user("bob@example.test", PASSWORD);
    }

    static String plain(String user, String password) {
        return Base64.getEncoder().encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Connects in clear, without reading the greeting. */
    static SmtpDialogue connect(MemoryMailServer server) throws IOException {
        return SmtpDialogue.connect(server.port(ManageSieveServerFactory.class, "sieve"));
    }

    /** Connects and turns TLS on. */
    static SmtpDialogue secure(MemoryMailServer server) throws IOException {
        SmtpDialogue client = connect(server);
        answer(client);
        ask(client, "STARTTLS");
        client.startTls();
        answer(client);
        return client;
    }

    /** Connects by TLS and logs in. */
    static SmtpDialogue alice(MemoryMailServer server) throws IOException {
        SmtpDialogue client = secure(server);
        ask(client, "AUTHENTICATE \"PLAIN\" \"" + plain(ALICE, PASSWORD) + "\"");
        return client;
    }

    static String ask(SmtpDialogue client, String line) throws IOException {
        client.raw(line + "\r\n");
        return answer(client);
    }

    /** Reads all lines up to one that ends an answer, joined by LF. */
    static String answer(SmtpDialogue client) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = client.line(); line != null; line = client.line()) {
            all.append(all.isEmpty() ? "" : "\n").append(line);
            if (line.matches("(OK|NO|BYE)( .*)?")) {
                break;
            }
        }
        return all.toString();
    }
}
