package org.waypost.server.standalone;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.james.GuiceJamesServer;
import org.apache.james.backends.cassandra.components.CassandraModule;
import org.apache.james.data.UsersRepositoryModuleChooser;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.cassandra.OwnMigrations;
import org.waypost.cassandra.patience.PatientSession;
import org.waypost.cassandra.schema.SchemaInstaller;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.NodeWatch;
import org.waypost.cassandra.session.SessionFactory;
import org.waypost.engines.Engines;
import org.waypost.engines.TerminalProgress;
import org.waypost.engines.data.VarFolder;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.settings.Engine;
import org.waypost.engines.settings.EnginePort;
import org.waypost.server.composition.HostName;
import org.waypost.server.composition.HostNameModule;
import org.waypost.server.composition.ServerModules;
import org.waypost.server.composition.ServerPaths;
import org.waypost.server.composition.StopLast;
import org.waypost.server.healing.HealingModule;
import org.waypost.server.healing.StopMarker;
import org.waypost.server.queue.EmbeddedQueueModule;
import org.waypost.server.storage.CassandraSessionModule;
import org.waypost.server.storage.CassandraStorageModule;
import org.waypost.server.storage.UsersStorageModule;
import reactor.core.publisher.Hooks;

/**
 * A whole server on one machine. {@link #start} returns when every door is open; {@link #close} closes the doors, the
 * storage and the engines, in this order.
 */
public final class StandaloneServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(StandaloneServer.class);

    private final GuiceJamesServer james;
    private final StopLast foundations;
    private final StopMarker marker;
    private final PrintStream terminal;

    private StandaloneServer(GuiceJamesServer james, StopLast foundations, StopMarker marker, PrintStream terminal) {
        this.james = james;
        this.foundations = foundations;
        this.marker = marker;
        this.terminal = terminal;
    }

    /**
     * Starts the server.
     *
     * @param paths where everything is
     * @param version of this program
     * @param terminal where progress is told
     * @throws Exception with words for the sysadmin when it can't start; nothing is left running then
     */
    public static StandaloneServer start(ServerPaths paths, String version, PrintStream terminal) throws Exception {
        Instant begin = Instant.now();
        EngineFile file = EngineFile.read(paths);
        StopLast foundations = new StopLast();
        GuiceJamesServer james = null;
        try {
            VarFolder var = foundations.keep(VarFolder.open(paths.var(), version));
            StopMarker marker = StopMarker.set(paths.var());
            Engines engines = foundations.keep(Engines.launch(
                    file.localEngines(),
                    new EngineHome(paths.home()),
                    var,
                    paths.log(),
                    new TerminalProgress(terminal)));
            engines.awaitReady(Engine.CASSANDRA);
            CassandraSettings cassandra = file.cassandra(file.hasLocalCassandra() ? engines.port(EnginePort.CQL) : 0);
            james = GuiceJamesServer.forConfiguration(paths.asJamesConfiguration())
                    .combineWith(modules(
                            paths,
                            cassandra,
                            version,
                            marker,
                            new EnginesModule(engines, file, cassandra),
                            foundations))
                    .overrideWith(named(paths));
            james.start();
            engines.awaitReady();
            LOGGER.info("Waypost {} started in {}", version, Duration.between(begin, Instant.now()));
            return new StandaloneServer(james, foundations, marker, terminal);
        } catch (Exception e) {
            if (james != null) {
                stop(james);
            }
            foundations.close();
            throw e;
        }
    }

    private static Module modules(
            ServerPaths paths,
            CassandraSettings cassandra,
            String version,
            StopMarker marker,
            Module engines,
            StopLast foundations) {
        NodeWatch nodes = new NodeWatch();
        return ServerModules.over(
                paths,
                new CassandraStorageModule(),
                new CassandraSessionModule(
                        (tables, metrics) -> foundations.keep(open(cassandra, metrics, nodes, tables, version))),
                new HealingModule(marker, nodes),
                users(paths),
                new EmbeddedQueueModule(foundations),
                engines);
    }

    private static CqlSession open(
            CassandraSettings settings,
            MetricRegistry metrics,
            NodeWatch nodes,
            CassandraModule tables,
            String version) {
        CqlSession session = new SessionFactory(settings, metrics, nodes).open();
        try {
            new SchemaInstaller(session, tables, OwnMigrations.all(), version).install();
            return new PatientSession(session, PatientSession.DEFAULT_PATIENCE);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static List<Module> named(ServerPaths paths) throws IOException {
        return HostName.chosen(paths.conf()).<Module>map(HostNameModule::new).stream()
                .toList();
    }

    /** Users are in Cassandra, unless usersrepository.xml names a directory. */
    private static Module users(ServerPaths paths) {
        var configuration = paths.asJamesConfiguration();
        var provider = new FileConfigurationProvider(new FileSystemImpl(configuration.directories()), configuration);
        return Modules.combine(new UsersRepositoryModuleChooser(new UsersStorageModule())
                .chooseModules(UsersRepositoryModuleChooser.Implementation.parse(provider)));
    }

    @Override
    public void close() {
        tell("stopping");
        // What a consumer still gets after it was told to end is no error.
        Hooks.onErrorDropped(late -> LOGGER.debug("Came after the stop", late));
        if (stop(james)) {
            marker.clear();
        }
        tell("stopped");
        foundations.close();
        LOGGER.info("Waypost stopped");
    }

    /** In the columns of what the engines tell. */
    private void tell(String words) {
        terminal.printf("  %-10s  %s%n", "server", words);
    }

    private static boolean stop(GuiceJamesServer james) {
        try {
            james.stop();
            return true;
        } catch (RuntimeException e) {
            LOGGER.error("The server did not stop cleanly", e);
            return false;
        }
    }
}
