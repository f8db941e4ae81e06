package org.waypost.server.standalone;

import java.io.IOException;
import java.util.Optional;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.Replication;
import org.waypost.engines.settings.EnginesSettings;
import org.waypost.server.composition.ServerPaths;
import org.waypost.server.external.OpenSearchAddress;
import org.waypost.server.external.TikaAddress;

/**
 * The file {@code engines.properties}: which engines run here, which are the operator's own, and how to reach those.
 *
 * <p>Every method throws {@link IllegalArgumentException} naming the key, the value and what was expected.
 */
public final class EngineFile {
    private static final String NAME = "engines.properties";

    private final PropertiesFile file;

    private EngineFile(PropertiesFile file) {
        this.file = file;
    }

    /** Reads the file of the configuration folder; without one, all engines run here with their defaults. */
    public static EngineFile read(ServerPaths paths) throws IOException {
        return new EngineFile(PropertiesFile.read(NAME, paths));
    }

    /** The engines that this server starts itself. */
    public EnginesSettings localEngines() {
        return new LocalEngines(file).read();
    }

    /** Whether the server starts its own Cassandra. */
    public boolean hasLocalCassandra() {
        return EngineMode.of(file, "cassandra") == EngineMode.LOCAL;
    }

    /**
     * The session with Cassandra.
     *
     * @param localPort where the local engine answers; not asked for an external ring
     */
    public CassandraSettings cassandra(int localPort) {
        ExternalCassandra external = new ExternalCassandra(file);
        return hasLocalCassandra()
                ? CassandraSettings.local(localPort, "waypost")
                        .withKeyspace(external.keyspace(new Replication.Simple(1)))
                : external.read();
    }

    /** The operator's own OpenSearch; empty when the server starts one, or none is wanted. */
    public Optional<OpenSearchAddress> externalOpenSearch() {
        return EngineMode.of(file, "opensearch") == EngineMode.EXTERNAL
                ? Optional.of(new ExternalHttp(file).openSearch())
                : Optional.empty();
    }

    /** The operator's own Tika; empty when the server starts one, or none is wanted. */
    public Optional<TikaAddress> externalTika() {
        return EngineMode.of(file, "tika") == EngineMode.EXTERNAL
                ? Optional.of(new ExternalHttp(file).tika())
                : Optional.empty();
    }
}
