package org.waypost.server.storage;

import org.waypost.accounts.challenge.KnownSenders;
import org.waypost.accounts.challenge.PendingMailStore;
import org.waypost.accounts.challenge.SentChallenges;
import org.waypost.cassandra.challenge.CassandraKnownSenders;
import org.waypost.cassandra.challenge.CassandraPendingMailStore;
import org.waypost.cassandra.challenge.CassandraSentChallenges;

/** Held mail, known senders and sent challenges, in Cassandra. */
public final class ChallengeStorageModule extends StorageModule {
    @Override
    protected void configure() {
        store(PendingMailStore.class, CassandraPendingMailStore.class);
        store(KnownSenders.class, CassandraKnownSenders.class);
        store(SentChallenges.class, CassandraSentChallenges.class);
    }
}
