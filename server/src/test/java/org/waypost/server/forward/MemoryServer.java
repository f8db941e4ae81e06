package org.waypost.server.forward;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.james.GuiceJamesServer;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.utils.GuiceProbe;
import org.apache.mailet.Mail;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.server.composition.MemoryWiring;
import org.waypost.server.composition.ServerPaths;

/** A whole server in memory with the pipeline as it is shipped; what would leave for other servers is kept instead. */
final class MemoryServer implements AutoCloseable {
    static {
        // A start that fails must not end the JVM of the tests.
        System.setProperty("james.exit.on.startup.error", "false");
    }

    private static final String RELAYED = "memory://var/mail/relayed/";

    private static final String SMTP =
            """
            <smtpservers><smtpserver enabled="true">
              <jmxName>smtp</jmxName><bind>127.0.0.1:0</bind><gracefulShutdown>false</gracefulShutdown>
              <helloName autodetect="false">mail.example.test</helloName>
              <tls socketTLS="false" startTLS="false"/><auth><announce>never</announce></auth>
              <handlerchain enableJmx="false"/>
            </smtpserver></smtpservers>
            """;

    private final GuiceJamesServer server;

    private MemoryServer(GuiceJamesServer server) {
        this.server = server;
    }

    static MemoryServer start(Path folder) throws Exception {
        ServerPaths paths = new ServerPaths(folder, folder.resolve("conf"), folder.resolve("var"), folder);
        Files.createDirectories(paths.conf());
        Files.createDirectories(paths.var());
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(paths.conf().resolve(file.getKey()), file.getValue());
        }
        GuiceJamesServer made = GuiceJamesServer.forConfiguration(paths.asJamesConfiguration())
                .combineWith(MemoryWiring.modules(paths), new InjectorModule());
        made.start();
        MemoryServer started = new MemoryServer(made);
        started.get(DomainList.class).addDomain(Domain.of("example.test"));
        return started;
    }

    private static Map<String, String> files() throws IOException {
        return Map.ofEntries(
                Map.entry("smtpserver.xml", SMTP),
                Map.entry("lmtpserver.xml", "<lmtpservers/>"),
                Map.entry("imapserver.xml", "<imapservers/>"),
                Map.entry("pop3server.xml", "<pop3servers/>"),
                Map.entry("managesieveserver.xml", "<managesieveservers/>"),
                Map.entry("jmap.properties", "enabled=false"),
                Map.entry("webadmin.properties", "enabled=false"),
                Map.entry("jmx.properties", "jmx.enabled=false"),
                Map.entry("public.properties", "enabled=false"),
                Map.entry(
                        "usersrepository.xml",
                        "<usersrepository><enableVirtualHosting>true</enableVirtualHosting></usersrepository>"),
                Map.entry("dnsservice.xml", "<dnsservice><autodiscover>false</autodiscover></dnsservice>"),
                Map.entry(
                        "domainlist.xml",
                        "<domainlist><autodetect>false</autodetect><autodetectIP>false</autodetectIP></domainlist>"),
                Map.entry("recipientrewritetable.xml", "<recipientrewritetable/>"),
                Map.entry("mailrepositorystore.xml", "<mailrepositorystore/>"),
                Map.entry("mailetcontainer.xml", pipeline()));
    }

    private static String pipeline() throws IOException {
        Path shipped = Path.of(System.getProperty("waypost.root", ".."), "conf", "mailetcontainer.xml");
        return Files.readString(shipped)
                .replace("cassandra://", "memory://")
                .replaceAll("enableJmx=\"true\"", "enableJmx=\"false\"")
                .replaceFirst(
                        "(?s)(<processor state=\"relay\"[^>]*>).*?(</processor>)",
                        "$1<mailet match=\"All\" class=\"ToRepository\"><repositoryPath>" + RELAYED
                                + "</repositoryPath></mailet>$2");
    }

    private Injector injector() {
        return server.getProbe(InjectorProbe.class).injector;
    }

    <T> T get(Class<T> type) {
        return injector().getInstance(type);
    }

    void user(String address) throws Exception {
        get(UsersRepository.class).addUser(Username.of(address), "secret");
    }

    void says(String user, String section, String yaml) {
        get(AccountSettings.class)
                .set(Scope.user(Username.of(user)), section, SettingsFormat.yaml(yaml))
                .block();
    }

    /** Sends a message by SMTP; the answer to the recipient, or to the end of the data when that was taken. */
    String send(String from, String to, String header) throws IOException {
        int port = get(SMTPServerFactory.class).getServers().get(0).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            Writer out = new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII);
            answer(in);
            say(in, out, "HELO client.example.org");
            say(in, out, "MAIL FROM:<" + from + ">");
            String taken = say(in, out, "RCPT TO:<" + to + ">");
            if (!taken.startsWith("250")) {
                return taken;
            }
            say(in, out, "DATA");
            return say(in, out, header + "\r\n\r\nthe text\r\n.");
        }
    }

    private static String say(BufferedReader in, Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
        return answer(in);
    }

    private static String answer(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return String.valueOf(line);
    }

    /** The messages in the INBOX of a user, as text. */
    List<String> inbox(String user) throws Exception {
        MailboxManager mailboxes = get(MailboxManager.class);
        MailboxSession session = mailboxes.createSystemSession(Username.of(user));
        List<String> texts = new ArrayList<>();
        try {
            var messages = mailboxes
                    .getMailbox(MailboxPath.inbox(Username.of(user)), session)
                    .getMessages(MessageRange.all(), FetchGroup.FULL_CONTENT, session);
            while (messages.hasNext()) {
                texts.add(new String(
                        messages.next().getFullContent().getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (MailboxNotFoundException nothingYet) {
            return List.of();
        }
        return texts;
    }

    /** What would have left for other servers. */
    List<Mail> relayed() throws Exception {
        MailRepository kept = get(MailRepositoryStore.class).select(MailRepositoryUrl.from(RELAYED));
        List<Mail> mails = new ArrayList<>();
        for (var keys = kept.list(); keys.hasNext(); ) {
            MailKey key = keys.next();
            mails.add(kept.retrieve(key));
        }
        return mails;
    }

    /** Whether nothing is on its way. */
    boolean isIdle() throws Exception {
        MailQueueFactory<?> queues = injector().getInstance(Key.get(new TypeLiteral<MailQueueFactory<?>>() {}));
        for (MailQueueName name : queues.listCreatedMailQueues()) {
            if (queues.getQueue(name).orElseThrow() instanceof ManageableMailQueue queue && queue.getSize() > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        server.stop();
    }

    private static final class InjectorModule extends AbstractModule {
        @Override
        protected void configure() {
            Multibinder.newSetBinder(binder(), GuiceProbe.class).addBinding().to(InjectorProbe.class);
        }
    }

    private static final class InjectorProbe implements GuiceProbe {
        private final Injector injector;

        @Inject
        private InjectorProbe(Injector injector) {
            this.injector = injector;
        }
    }
}
