package org.waypost.server.suites;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.util.Modules;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.james.GuiceJamesServer;
import org.apache.james.backends.cassandra.components.CassandraModule;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;
import org.apache.james.protocols.lib.netty.AbstractServerFactory;
import org.apache.james.utils.GuiceProbe;
import org.waypost.cassandra.OwnMigrations;
import org.waypost.cassandra.schema.SchemaInstaller;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.NodeWatch;
import org.waypost.cassandra.session.SessionFactory;
import org.waypost.server.composition.ServerModules;
import org.waypost.server.composition.ServerPaths;
import org.waypost.server.composition.StopLast;
import org.waypost.server.healing.HealingModule;
import org.waypost.server.healing.StopMarker;
import org.waypost.server.queue.EmbeddedQueueModule;
import org.waypost.server.storage.CassandraSessionModule;
import org.waypost.server.storage.CassandraStorageModule;
import org.waypost.server.storage.UsersStorageModule;
import org.waypost.testing.engines.TestCassandra;

/**
 * The standalone wiring in this JVM, in a keyspace of its own on the Cassandra that all tests share. What a suite needs
 * of the configuration it gives as text; every protocol it doesn't name is off.
 */
final class SuiteServer implements AutoCloseable {
    static {
        // A start that fails must not end the JVM of the tests.
        System.setProperty("james.exit.on.startup.error", "false");
    }

    private final GuiceJamesServer server;
    private final StopLast foundations;
    private final Path folder;

    private SuiteServer(GuiceJamesServer server, StopLast foundations, Path folder) {
        this.server = server;
        this.foundations = foundations;
        this.folder = folder;
    }

    /** Starts a server with these files in its configuration folder. */
    static SuiteServer start(Map<String, String> files) throws Exception {
        Path folder = Files.createTempDirectory("waypost-suite-");
        ServerPaths paths = new ServerPaths(folder, folder.resolve("conf"), folder.resolve("var"), folder);
        Files.createDirectories(paths.conf());
        Files.createDirectories(paths.var());
        Map<String, String> all = new LinkedHashMap<>(quiet());
        all.putAll(files);
        for (Map.Entry<String, String> file : all.entrySet()) {
            Files.writeString(paths.conf().resolve(file.getKey()), file.getValue());
        }
        // Servers of other tests in this JVM leave theirs behind, too.
        forgetManagedBeans();
        StopLast foundations = new StopLast();
        GuiceJamesServer server = GuiceJamesServer.forConfiguration(paths.asJamesConfiguration())
                .combineWith(modules(paths, foundations));
        SuiteServer started = new SuiteServer(server, foundations, folder);
        try {
            server.start();
            return started;
        } catch (Exception e) {
            started.close();
            throw e;
        }
    }

    private static Module modules(ServerPaths paths, StopLast foundations) {
        CassandraSettings settings = CassandraSettings.local(
                TestCassandra.contactPoint().getPort(),
                "suite_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16));
        return Modules.combine(
                ServerModules.over(
                        paths,
                        new CassandraStorageModule(),
                        new CassandraSessionModule(
                                (tables, metrics) -> foundations.keep(open(settings, tables, metrics))),
                        new HealingModule(StopMarker.set(paths.var()), new NodeWatch()),
                        new UsersStorageModule(),
                        new EmbeddedQueueModule(foundations)),
                new InjectorModule());
    }

    private static CqlSession open(CassandraSettings settings, CassandraModule tables, MetricRegistry metrics) {
        CqlSession session = new SessionFactory(settings, metrics).open();
        new SchemaInstaller(session, tables, OwnMigrations.all(), "suites").install();
        return session;
    }

    /** Nothing listens, nothing is relayed. */
    private static Map<String, String> quiet() {
        return Map.ofEntries(
                Map.entry("smtpserver.xml", "<smtpservers/>"),
                Map.entry("lmtpserver.xml", "<lmtpservers/>"),
                Map.entry("imapserver.xml", "<imapservers/>"),
                Map.entry("pop3server.xml", "<pop3servers/>"),
                Map.entry("managesieveserver.xml", "<managesieveservers/>"),
                Map.entry("jmap.properties", "enabled=false"),
                Map.entry("webadmin.properties", "enabled=false"),
                Map.entry("jmx.properties", "jmx.enabled=false"),
                Map.entry("public.properties", "enabled=false"),
                Map.entry("dnsservice.xml", "<dnsservice><autodiscover>false</autodiscover></dnsservice>"),
                Map.entry(
                        "domainlist.xml",
                        "<domainlist><autodetect>false</autodetect><autodetectIP>false</autodetectIP></domainlist>"),
                Map.entry("recipientrewritetable.xml", "<recipientrewritetable/>"),
                Map.entry("mailrepositorystore.xml", "<mailrepositorystore/>"),
                Map.entry(
                        "mailetcontainer.xml",
                        """
                        <mailetcontainer enableJmx="false">
                          <context><postmaster>postmaster@mydomain.tld</postmaster></context>
                          <spooler><threads>2</threads><errorRepository>cassandra://var/mail/error/</errorRepository></spooler>
                          <processors>
                            <processor state="root" enableJmx="false">
                              <mailet match="All" class="ToProcessor"><processor>transport</processor></mailet>
                            </processor>
                            <processor state="error" enableJmx="false">
                              <mailet match="All" class="ToRepository">
                                <repositoryPath>cassandra://var/mail/error/</repositoryPath>
                              </mailet>
                            </processor>
                            <processor state="transport" enableJmx="false">
                              <mailet match="All" class="RemoveMimeHeader"><name>bcc</name></mailet>
                              <mailet match="RecipientIsLocal" class="org.waypost.mailets.delivery.LocalDelivery"/>
                              <mailet match="All" class="ToRepository">
                                <repositoryPath>cassandra://var/mail/relayed/</repositoryPath>
                              </mailet>
                            </processor>
                          </processors>
                        </mailetcontainer>
                        """));
    }

    /** What the injector of the server has for this type. */
    <T> T get(Class<T> type) {
        return server.getProbe(InjectorProbe.class).injector.getInstance(type);
    }

    /** The port of the only listener of a factory such as {@code IMAPServerFactory}. */
    int port(Class<? extends AbstractServerFactory> factory) {
        return get(factory).getServers().stream()
                .filter(AbstractConfigurableAsyncServer::isEnabled)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(factory.getSimpleName() + " has no listener"))
                .getPort();
    }

    @Override
    public void close() throws IOException {
        server.stop();
        foundations.close();
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
