package org.waypost.cassandra.accounts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.secrets.SecretStore;
import org.waypost.accounts.secrets.SecretStoreContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

class CassandraSecretStoreIT implements SecretStoreContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension KEYSPACE = new CassandraKeyspaceExtension();

    private SecretStore secrets;

    @BeforeEach
    void open() {
        secrets = new CassandraSecretStore(KEYSPACE.session());
    }

    @Override
    public SecretStore secrets() {
        return secrets;
    }
}
