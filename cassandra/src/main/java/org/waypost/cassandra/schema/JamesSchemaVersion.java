package org.waypost.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.Optional;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionDAO;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionManager;
import org.apache.james.backends.cassandra.versions.SchemaVersion;

/** The version that James gives its own tables. */
final class JamesSchemaVersion {

    static final SchemaVersion KNOWN = CassandraSchemaVersionManager.MAX_VERSION;

    private final CassandraSchemaVersionDAO versions;

    JamesSchemaVersion(CqlSession session) {
        this.versions = new CassandraSchemaVersionDAO(session);
    }

    /** Fails unless the keyspace has the version that the program knows; a keyspace that we made and that has none gets it. */
    void requireKnownOrSet(String keyspace) {
        Optional<SchemaVersion> found = versions.getCurrentSchemaVersion().block();
        if (found.isEmpty()) {
            versions.updateVersion(KNOWN).block();
        } else {
            requireKnown(keyspace, found.get());
        }
    }

    /** Fails unless the keyspace, which someone else made, has the version that the program knows. */
    void requireKnown(String keyspace) {
        requireKnown(
                keyspace,
                versions.getCurrentSchemaVersion()
                        .block()
                        .orElseThrow(() -> new SchemaException("keyspace " + keyspace
                                + " has James' tables and no version of them; expected version " + KNOWN.getValue()
                                + ": use an empty keyspace, or start the James that made it to bring it there")));
    }

    private static void requireKnown(String keyspace, SchemaVersion found) {
        int version = found.getValue();
        if (version > KNOWN.getValue()) {
            throw new SchemaException("keyspace " + keyspace + " has James' schema version " + version
                    + ", this program knows " + KNOWN.getValue()
                    + ": the data was written by a newer Waypost or James; start that one");
        }
        if (version < KNOWN.getValue()) {
            throw new SchemaException("keyspace " + keyspace + " has James' schema version " + version
                    + ", this program needs " + KNOWN.getValue()
                    + ": bring it there with James' own migration (POST /cassandra/version/upgrade/latest on James 3.8)"
                    + " before Waypost takes it over");
        }
    }
}
