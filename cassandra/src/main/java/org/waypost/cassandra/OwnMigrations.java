package org.waypost.cassandra;

import java.util.List;
import java.util.stream.Stream;
import org.waypost.cassandra.accounts.CassandraChangeLog;
import org.waypost.cassandra.accounts.CassandraExpiryRuns;
import org.waypost.cassandra.accounts.CassandraLeases;
import org.waypost.cassandra.accounts.CassandraRouteStore;
import org.waypost.cassandra.accounts.CassandraSecretStore;
import org.waypost.cassandra.accounts.CassandraSettingsStore;
import org.waypost.cassandra.autoreply.CassandraAnsweredSenders;
import org.waypost.cassandra.challenge.CassandraKnownSenders;
import org.waypost.cassandra.challenge.CassandraPendingMailStore;
import org.waypost.cassandra.challenge.CassandraSentChallenges;
import org.waypost.cassandra.deadletters.CassandraEventDeadLetters;
import org.waypost.cassandra.healing.TouchedMailboxes;
import org.waypost.cassandra.quota.CassandraDomainUseStore;
import org.waypost.cassandra.quota.CassandraWarnedStages;
import org.waypost.cassandra.schema.Migration;
import org.waypost.cassandra.schema.Migrations;
import org.waypost.cassandra.users.CassandraFormerNames;
import org.waypost.cassandra.welcome.CassandraWelcomeBook;

/** The steps of our own schema so far. Append; never change or remove one that was released. */
public final class OwnMigrations {
    private static final List<String> CHALLENGE = Stream.concat(
                    Stream.of(CassandraPendingMailStore.TABLE, CassandraKnownSenders.TABLE),
                    CassandraSentChallenges.TABLES.stream())
            .toList();

    private OwnMigrations() {}

    /** All steps that this version knows. */
    public static Migrations all() {
        return Migrations.of(List.of(
                Migration.of(1, "event dead letters", CassandraEventDeadLetters.TABLES.toArray(String[]::new)),
                Migration.of(2, "touched mailboxes", TouchedMailboxes.TABLE),
                Migration.of(3, "settings of accounts", CassandraSettingsStore.TABLE, CassandraChangeLog.TABLE),
                Migration.of(4, "welcomed accounts", CassandraWelcomeBook.TABLE, CassandraWelcomeBook.OWED),
                Migration.of(
                        5,
                        "runs of the expiry",
                        Stream.concat(Stream.of(CassandraLeases.TABLE), CassandraExpiryRuns.TABLES.stream())
                                .toArray(String[]::new)),
                Migration.of(6, "routes", CassandraRouteStore.TABLE),
                Migration.of(7, "answered senders", CassandraAnsweredSenders.TABLE),
                Migration.of(8, "secrets", CassandraSecretStore.TABLE),
                Migration.of(9, "mail that waits for its sender", CHALLENGE.toArray(String[]::new)),
                Migration.of(
                        10,
                        "quotas of domains and warnings",
                        CassandraDomainUseStore.TABLES.get(0),
                        CassandraDomainUseStore.TABLES.get(1),
                        CassandraWarnedStages.TABLE),
                Migration.of(11, "former names of users", CassandraFormerNames.TABLE)));
    }
}
