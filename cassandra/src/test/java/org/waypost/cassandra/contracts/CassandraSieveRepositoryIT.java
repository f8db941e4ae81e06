package org.waypost.cassandra.contracts;

import org.apache.james.sieve.cassandra.CassandraActiveScriptDAO;
import org.apache.james.sieve.cassandra.CassandraSieveDAO;
import org.apache.james.sieve.cassandra.CassandraSieveQuotaDAO;
import org.apache.james.sieve.cassandra.CassandraSieveRepository;
import org.apache.james.sieve.cassandra.CassandraSieveRepositoryModule;
import org.apache.james.sieverepository.api.SieveRepository;
import org.apache.james.sieverepository.lib.SieveRepositoryContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** James' contract of the Sieve scripts. */
class CassandraSieveRepositoryIT implements SieveRepositoryContract {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA =
            new CassandraKeyspaceExtension(CassandraSieveRepositoryModule.MODULE);

    private SieveRepository scripts;

    @BeforeEach
    void setUp() {
        scripts = new CassandraSieveRepository(
                new CassandraSieveDAO(CASSANDRA.session()),
                new CassandraSieveQuotaDAO(CASSANDRA.session()),
                new CassandraActiveScriptDAO(CASSANDRA.session()));
    }

    @Override
    public SieveRepository sieveRepository() {
        return scripts;
    }
}
