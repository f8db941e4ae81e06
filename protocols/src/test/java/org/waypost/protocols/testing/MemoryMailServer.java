package org.waypost.protocols.testing;

import com.google.inject.AbstractModule;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.util.Modules;
import java.io.IOException;
import java.io.InputStream;
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
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.FakeSearchMailboxModule;
import org.apache.james.GuiceJamesServer;
import org.apache.james.MemoryJamesConfiguration;
import org.apache.james.MemoryJamesServerMain;
import org.apache.james.core.Username;
import org.apache.james.data.UsersRepositoryModuleChooser;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.modules.data.MemoryUsersRepositoryModule;
import org.apache.james.modules.protocols.ProtocolHandlerModule;
import org.apache.james.modules.server.MailetContainerModule;
import org.apache.james.modules.server.RawPostDequeueDecoratorModule;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.protocols.lib.netty.AbstractServerFactory;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.utils.GuiceProbe;

/**
 * A mail server in this JVM: James' memory modules and the protocol modules under test, with configuration files given
 * as text, on free ports of the loopback. Mail for local domains goes to the mailboxes, all other to the repository
 * {@code memory://var/mail/relayed/}. A self-signed certificate lies in {@code file://var/tls/}.
 */
public final class MemoryMailServer implements AutoCloseable {

    private static final String MAILETS =
            """
            <mailetcontainer>
              <context><postmaster>postmaster@example.test</postmaster></context>
              <spooler><threads>2</threads><errorRepository>memory://var/mail/error/</errorRepository></spooler>
              <processors>
                <processor state="root" enableJmx="false">
                  <mailet match="RecipientIsLocal" class="ToProcessor"><processor>transport</processor></mailet>
                  <mailet match="All" class="ToRepository">
                    <repositoryPath>memory://var/mail/relayed/</repositoryPath>
                  </mailet>
                </processor>
                <processor state="error" enableJmx="false">
                  <mailet match="All" class="ToRepository">
                    <repositoryPath>memory://var/mail/error/</repositoryPath>
                  </mailet>
                </processor>
                <processor state="transport" enableJmx="false">
                  <mailet match="All" class="RemoveMimeHeader"><name>bcc</name></mailet>
                  <mailet match="All" class="RecipientRewriteTable"><errorProcessor>error</errorProcessor></mailet>
                  <mailet match="All" class="LocalDelivery"/>
                </processor>
              </processors>
            </mailetcontainer>
            """;

    static {
        // A test that breaks the start must not end the JVM.
        System.setProperty("james.exit.on.startup.error", "false");
    }

    private final GuiceJamesServer server;
    private final Path folder;

    private MemoryMailServer(GuiceJamesServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /**
     * Begins a server with these protocol modules, such as {@code new SMTPServerModule()} for stock James or {@code
     * Modules.override(new SMTPServerModule()).with(new SmtpModule())}. A protocol without its file has no listener.
     */
    public static Builder with(Module... protocols) {
        return new Builder(protocols);
    }

    /** Adds a domain. */
    public MemoryMailServer domain(String name) throws Exception {
        get(DomainList.class).addDomain(org.apache.james.core.Domain.of(name));
        return this;
    }

    /** Adds a user whose domain exists. */
    public MemoryMailServer user(String name, String password) throws Exception {
        get(UsersRepository.class).addUser(Username.of(name), password);
        return this;
    }

    /** What the server's injector has for this type. */
    public <T> T get(Class<T> type) {
        return server.getProbe(InjectorProbe.class).injector.getInstance(type);
    }

    /** The port of the listener with this {@code jmxName} in this factory, such as {@code SMTPServerFactory.class}. */
    public int port(Class<? extends AbstractServerFactory> factory, String jmxName) {
        return get(factory).getServers().stream()
                .filter(AbstractConfigurableAsyncServer::isEnabled)
                .filter(listener -> jmxName.equals(jmxName(listener)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no listener '" + jmxName + "'"))
                .getPort();
    }

    private static String jmxName(AbstractConfigurableAsyncServer listener) {
        try {
            var field = org.apache.james.protocols.netty.AbstractAsyncServer.class.getDeclaredField("jmxName");
            field.setAccessible(true);
            return (String) field.get(listener);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The messages in a user's INBOX, as text; empty when there is no INBOX. */
    public List<String> inbox(String user) throws Exception {
        MailboxManager mailboxes = get(MailboxManager.class);
        MailboxSession session = mailboxes.createSystemSession(Username.of(user));
        List<String> found = new ArrayList<>();
        try {
            Iterator<MessageResult> messages = mailboxes
                    .getMailbox(MailboxPath.inbox(session), session)
                    .getMessages(MessageRange.all(), FetchGroup.FULL_CONTENT, session);
            while (messages.hasNext()) {
                found.add(text(messages.next()));
            }
        } catch (MailboxNotFoundException e) {
            return List.of();
        }
        return found;
    }

    private static String text(MessageResult message) throws IOException, MailboxException {
        try (InputStream content = message.getFullContent().getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop();
        deleteTree(folder);
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What a server is made of. */
    public static final class Builder {
        private final Module protocols;
        private final Map<String, String> files = new LinkedHashMap<>();
        private Module overrides = new AbstractModule() {};

        private Builder(Module... protocols) {
            this.protocols = Modules.combine(protocols);
            files.put("mailetcontainer.xml", MAILETS);
            files.put(
                    "domainlist.xml",
                    "<domainlist><autodetect>false</autodetect>" + "<autodetectIP>false</autodetectIP></domainlist>");
            files.put(
                    "usersrepository.xml",
                    "<usersrepository><enableVirtualHosting>true</enableVirtualHosting>" + "</usersrepository>");
        }

        /** Puts a file, such as {@code smtpserver.xml}, into the configuration folder. */
        public Builder file(String name, String content) {
            files.put(name, content);
            return this;
        }

        /** Replaces bindings, for instance by a store that fails. */
        public Builder override(Module... modules) {
            overrides = Modules.combine(overrides, Modules.combine(modules));
            return this;
        }

        /** Starts the server; it serves when this returns. */
        public MemoryMailServer start() throws Exception {
            Path folder = Files.createTempDirectory("waypost-mail");
            Path conf = Files.createDirectories(folder.resolve("conf"));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(conf.resolve(file.getKey()), file.getValue());
            }
            TestCertificate.writeTo(folder.resolve("var").resolve("tls"));
            MemoryJamesConfiguration configuration = MemoryJamesConfiguration.builder()
                    .workingDirectory(folder.toFile())
                    .usersRepository(UsersRepositoryModuleChooser.Implementation.DEFAULT)
                    .build();
            GuiceJamesServer server = GuiceJamesServer.forConfiguration(configuration)
                    .combineWith(
                            MemoryJamesServerMain.IN_MEMORY_SERVER_MODULE,
                            new FakeSearchMailboxModule(),
                            new ProtocolHandlerModule(),
                            new RawPostDequeueDecoratorModule(),
                            new ProbeModule(),
                            new MemoryAccounts(),
                            protocols)
                    .combineWith(new UsersRepositoryModuleChooser(new MemoryUsersRepositoryModule())
                            .chooseModules(configuration.getUsersRepositoryImplementation()))
                    .overrideWith(overrides);
            try {
                server.start();
                return new MemoryMailServer(server, folder);
            } catch (Exception e) {
                server.stop();
                deleteTree(folder);
                throw e;
            }
        }
    }

    private static final class ProbeModule extends AbstractModule {
        @Override
        protected void configure() {
            bind(MailetContainerModule.DefaultProcessorsConfigurationSupplier.class)
                    .toInstance(BaseHierarchicalConfiguration::new);
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
