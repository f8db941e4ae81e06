package org.waypost.cassandra.accounts;

import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.changes.ChangeLog;
import org.waypost.accounts.changes.ChangeLogContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

class CassandraChangeLogIT implements ChangeLogContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension KEYSPACE = new CassandraKeyspaceExtension();

    @Override
    public ChangeLog log() {
        return new CassandraChangeLog(KEYSPACE.session(), Clock.systemUTC());
    }

    @Override
    public Instant now() {
        return Instant.now();
    }
}
