package org.waypost.cassandra.challenge;

import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.challenge.KnownSenders;
import org.waypost.accounts.challenge.KnownSendersContract;
import org.waypost.accounts.challenge.PendingMailStore;
import org.waypost.accounts.challenge.PendingMailStoreContract;
import org.waypost.accounts.challenge.SentChallenges;
import org.waypost.accounts.challenge.SentChallengesContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

@Tag("feature-78")
class CassandraChallengeStoresIT implements PendingMailStoreContract, KnownSendersContract, SentChallengesContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension KEYSPACE = new CassandraKeyspaceExtension();

    private PendingMailStore pending;
    private KnownSenders known;
    private SentChallenges sent;

    @BeforeEach
    void open() {
        pending = new CassandraPendingMailStore(KEYSPACE.session());
        known = new CassandraKnownSenders(KEYSPACE.session());
        sent = new CassandraSentChallenges(KEYSPACE.session(), Clock.systemUTC());
    }

    @Override
    public PendingMailStore pending() {
        return pending;
    }

    @Override
    public KnownSenders known() {
        return known;
    }

    @Override
    public SentChallenges sent() {
        return sent;
    }
}
