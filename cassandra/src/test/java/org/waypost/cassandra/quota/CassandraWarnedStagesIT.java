package org.waypost.cassandra.quota;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.policy.quota.WarnedStages;
import org.waypost.policy.quota.WarnedStagesContract;

class CassandraWarnedStagesIT implements WarnedStagesContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension KEYSPACE = new CassandraKeyspaceExtension();

    @Override
    public WarnedStages stages() {
        return new CassandraWarnedStages(KEYSPACE.session());
    }
}
