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

    /** Fails unless the keyspace has the version that the program knows; a keyspace without version gets it. */
    void requireKnown(String keyspace) {
        Optional<SchemaVersion> found = versions.getCurrentSchemaVersion().block();
        if (found.isEmpty()) {
            versions.updateVersion(KNOWN).block();
            return;
        }
        int version = found.get().getValue();
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
