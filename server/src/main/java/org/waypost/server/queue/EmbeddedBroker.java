package org.waypost.server.queue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQPrefetchPolicy;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.plugin.StatisticsBrokerPlugin;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal;
import org.apache.james.filesystem.api.FileSystem;

/**
 * An ActiveMQ broker inside this process, reachable by no socket, with its journal in {@code var/activemq}.
 *
 * <p>James' own embedded broker opens a port on loopback that asks for no password, keeps bodies in files that are
 * never synced, and gives a message up after six redeliveries; this one does none of these.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String NAME = "waypost";
    private static final String LOCATION = "file://var/activemq";
    private static final int STORE_PERCENT_OF_DISK = 90;
    private static final long REDELIVERY_PAUSE_MS = 1_000;
    private static final long LONGEST_REDELIVERY_PAUSE_MS = 60_000;

    private final BrokerService broker;
    private final ActiveMQConnectionFactory connections;

    /**
     * Starts the broker and replays its journal.
     *
     * @throws IllegalStateException when the folder can't be used, naming it
     */
    public EmbeddedBroker(FileSystem fileSystem) {
        Path folder = null;
        try {
            folder = fileSystem.getFile(LOCATION).toPath();
            Files.createDirectories(folder);
            broker = start(folder);
            connections = connections();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The mail queue in " + (folder == null ? LOCATION : folder) + " could not be opened: "
                            + e.getMessage(),
                    e);
        }
    }

    private static BrokerService start(Path folder) throws Exception {
        KahaDBPersistenceAdapter journal = new KahaDBPersistenceAdapter();
        journal.setDirectory(folder.resolve("journal").toFile());
        // What has been acknowledged is on disk, whatever happens to the process or the machine.
        journal.setJournalDiskSyncStrategy(Journal.JournalDiskSyncStrategy.ALWAYS.name());
        journal.setCheckForCorruptJournalFiles(true);
        journal.setChecksumJournalFiles(true);

        BrokerService broker = new BrokerService();
        broker.setBrokerName(NAME);
        broker.setBrokerId(NAME);
        broker.setPersistent(true);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setSchedulerSupport(false);
        broker.setAdvisorySupport(false);
        broker.setDataDirectoryFile(folder.toFile());
        broker.setPersistenceAdapter(journal);
        broker.setPlugins(new BrokerPlugin[] {new StatisticsBrokerPlugin()});
        broker.getSystemUsage().getStoreUsage().setPercentLimit(STORE_PERCENT_OF_DISK);
        // A full disk refuses the message (the client gets a 4xx) instead of blocking the session for ever.
        broker.getSystemUsage().setSendFailIfNoSpace(true);
        broker.start();
        broker.waitUntilStarted();
        return broker;
    }

    private static ActiveMQConnectionFactory connections() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://" + NAME + "?create=false");
        factory.setTrustAllPackages(false);
        ActiveMQPrefetchPolicy prefetch = new ActiveMQPrefetchPolicy();
        prefetch.setQueuePrefetch(0);
        prefetch.setTopicPrefetch(0);
        factory.setPrefetchPolicy(prefetch);
        RedeliveryPolicy redelivery = new RedeliveryPolicy();
        redelivery.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        redelivery.setInitialRedeliveryDelay(REDELIVERY_PAUSE_MS);
        redelivery.setUseExponentialBackOff(true);
        redelivery.setBackOffMultiplier(2);
        redelivery.setMaximumRedeliveryDelay(LONGEST_REDELIVERY_PAUSE_MS);
        factory.setRedeliveryPolicy(redelivery);
        return factory;
    }

    /** Connections to this broker, for queues and for the health check. */
    public ActiveMQConnectionFactory connectionFactory() {
        return connections;
    }

    @Override
    public void close() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }
}
