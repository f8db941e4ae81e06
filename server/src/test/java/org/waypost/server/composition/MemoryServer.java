package org.waypost.server.composition;

import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.multibindings.Multibinder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
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
import org.apache.james.mailbox.model.MessageResult;
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
import org.waypost.testing.smtp.SmtpSender;

/**
 * A whole server in this JVM over memory stores, with the shipped pipeline; what would leave for other servers is kept in
 * {@value #RELAYED}. Has a listener for SMTP and one for pages, no others.
 */
public final class MemoryServer implements AutoCloseable {
    static {
        // A start that fails must not end the JVM of the tests.
        System.setProperty("james.exit.on.startup.error", "false");
    }

    /** Where mail for other servers is kept. */
    public static final String RELAYED = "memory://var/mail/relayed/";

    private final GuiceJamesServer server;
    private final Path folder;

    private MemoryServer(GuiceJamesServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Starts a server; these files stand in place of those that it has otherwise. */
    public static MemoryServer start(Map<String, String> files) throws Exception {
        Path folder = Files.createTempDirectory("waypost-memory-");
        ServerPaths paths = new ServerPaths(folder, folder.resolve("conf"), folder.resolve("var"), folder);
        Files.createDirectories(paths.conf());
        Files.createDirectories(paths.var());
        Map<String, String> all = new LinkedHashMap<>(quiet());
        all.putAll(files);
        for (Map.Entry<String, String> file : all.entrySet()) {
            Files.writeString(paths.conf().resolve(file.getKey()), file.getValue());
        }
        MemoryServer started = new MemoryServer(
                GuiceJamesServer.forConfiguration(paths.asJamesConfiguration())
                        .combineWith(MemoryWiring.modules(paths), binder -> Multibinder.newSetBinder(
                                        binder, GuiceProbe.class)
                                .addBinding()
                                .to(InjectorProbe.class)),
                folder);
        try {
            started.server.start();
            return started;
        } catch (Exception e) {
            started.close();
            throw e;
        }
    }

    private static Map<String, String> quiet() throws IOException {
        return Map.ofEntries(
                Map.entry("smtpserver.xml", SMTP),
                Map.entry("lmtpserver.xml", "<lmtpservers/>"),
                Map.entry("imapserver.xml", "<imapservers/>"),
                Map.entry("pop3server.xml", "<pop3servers/>"),
                Map.entry("managesieveserver.xml", "<managesieveservers/>"),
                Map.entry("jmap.properties", "enabled=false"),
                Map.entry("webadmin.properties", "enabled=false"),
                Map.entry("jmx.properties", "jmx.enabled=false"),
                Map.entry("public.properties", "host=127.0.0.1\nport=0\nrate.per.minute=10000\nrate.burst=1000\n"),
                Map.entry("dnsservice.xml", "<dnsservice><autodiscover>false</autodiscover></dnsservice>"),
                Map.entry(
                        "domainlist.xml",
                        "<domainlist><autodetect>false</autodetect><autodetectIP>false</autodetectIP></domainlist>"),
                Map.entry("recipientrewritetable.xml", "<recipientrewritetable/>"),
                Map.entry(
                        "usersrepository.xml",
                        "<usersrepository><enableVirtualHosting>true</enableVirtualHosting></usersrepository>"),
                Map.entry("mailrepositorystore.xml", "<mailrepositorystore/>"),
                Map.entry("mailetcontainer.xml", pipeline()));
    }

    private static final String SMTP =
            """
            <smtpservers>
              <smtpserver enabled="true">
                <jmxName>smtp</jmxName>
                <bind>127.0.0.1:0</bind>
                <gracefulShutdown>false</gracefulShutdown>
                <helloName autodetect="false">mail.example.test</helloName>
                <auth><announce>never</announce></auth>
                <handlerchain enableJmx="false"/>
              </smtpserver>
            </smtpservers>
            """;

    /** The shipped one over memory; nothing leaves. */
    private static String pipeline() throws IOException {
        return Files.readString(
                        Path.of(System.getProperty("waypost.root", "..")).resolve("conf/mailetcontainer.xml"))
                .replace("cassandra://", "memory://")
                .replace("enableJmx=\"true\"", "enableJmx=\"false\"")
                .replaceFirst(
                        "(?s)(<processor state=\"relay\"[^>]*>).*?(</processor>)",
                        "$1<mailet match=\"All\" class=\"ToRepository\">" + "<repositoryPath>" + RELAYED
                                + "</repositoryPath></mailet>$2");
    }

    /** Adds a user, and the domain of the user. */
    public Username user(String address) throws Exception {
        Username user = Username.of(address);
        Domain domain = user.getDomainPart().orElseThrow();
        if (!get(DomainList.class).containsDomain(domain)) {
            get(DomainList.class).addDomain(domain);
        }
        get(UsersRepository.class).addUser(user, "secret");
        return user;
    }

    /** Sets keys of a section for a user. */
    public void says(Username user, String section, String yaml) {
        get(AccountSettings.class)
                .set(Scope.user(user), section, SettingsFormat.yaml(yaml))
                .block();
    }

    /** Sends a message by SMTP; what was refused comes back with the server's words. */
    public SmtpSender.Fate send(String from, String to, String message) throws IOException {
        int port = get(SMTPServerFactory.class).getServers().get(0).getPort();
        try (SmtpSender client = new SmtpSender(port)) {
            return client.send(from, List.of(to), message);
        }
    }

    /** What would have left for other servers. */
    public List<Mail> relayed() throws Exception {
        MailRepository kept = get(MailRepositoryStore.class).select(MailRepositoryUrl.from(RELAYED));
        List<Mail> mails = new ArrayList<>();
        for (Iterator<MailKey> keys = kept.list(); keys.hasNext(); ) {
            mails.add(kept.retrieve(keys.next()));
        }
        return mails;
    }

    /** Whether nothing is on its way. */
    public boolean isIdle() throws Exception {
        MailQueueFactory<?> queues = get(new Key<MailQueueFactory<?>>() {});
        for (MailQueueName name : queues.listCreatedMailQueues()) {
            if (queues.getQueue(name).orElseThrow() instanceof ManageableMailQueue queue && queue.getSize() > 0) {
                return false;
            }
        }
        return true;
    }

    /** What the injector of the server has for this type. */
    public <T> T get(Class<T> type) {
        return get(Key.get(type));
    }

    /** What the injector of the server has for this key. */
    public <T> T get(Key<T> key) {
        return server.getProbe(InjectorProbe.class).injector.getInstance(key);
    }

    /** The messages in a user's INBOX, as text; empty when there is no INBOX. */
    public List<String> inbox(Username user) throws Exception {
        MailboxManager mailboxes = get(MailboxManager.class);
        MailboxSession session = mailboxes.createSystemSession(user);
        List<String> messages = new ArrayList<>();
        try {
            Iterator<MessageResult> results = mailboxes
                    .getMailbox(MailboxPath.inbox(user), session)
                    .getMessages(MessageRange.all(), FetchGroup.FULL_CONTENT, session);
            while (results.hasNext()) {
                try (InputStream content = results.next().getFullContent().getInputStream()) {
                    messages.add(new String(content.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (MailboxNotFoundException nothingCameYet) {
            return messages;
        }
        return messages;
    }

    @Override
    public void close() throws IOException {
        server.stop();
        forgetManagedBeans();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** James leaves its names in JMX behind, where they would stand in the way of the next server in this JVM. */
    private static void forgetManagedBeans() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            for (ObjectName name : beans.queryNames(new ObjectName("org.apache.james:*"), null)) {
                beans.unregisterMBean(name);
            }
        } catch (JMException e) {
            throw new IllegalStateException("The names of a stopped server stay in JMX", e);
        }
    }

    static final class InjectorProbe implements GuiceProbe {
        private final Injector injector;

        @Inject
        InjectorProbe(Injector injector) {
            this.injector = injector;
        }
    }
}
