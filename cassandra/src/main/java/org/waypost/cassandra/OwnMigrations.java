package org.waypost.cassandra;

import java.util.List;
import org.waypost.cassandra.accounts.CassandraChangeLog;
import org.waypost.cassandra.accounts.CassandraSettingsStore;
import org.waypost.cassandra.deadletters.CassandraEventDeadLetters;
import org.waypost.cassandra.healing.TouchedMailboxes;
import org.waypost.cassandra.quota.CassandraDomainUseStore;
import org.waypost.cassandra.quota.CassandraWarnedStages;
import org.waypost.cassandra.schema.Migration;
import org.waypost.cassandra.schema.Migrations;

/** The steps of our own schema so far. Append; never change or remove one that was released. */
public final class OwnMigrations {

    private OwnMigrations() {}

    /** All steps that this version knows. */
    public static Migrations all() {
        return Migrations.of(List.of(
                Migration.of(1, "event dead letters", CassandraEventDeadLetters.TABLES.toArray(String[]::new)),
                Migration.of(2, "touched mailboxes", TouchedMailboxes.TABLE),
                Migration.of(3, "settings of accounts", CassandraSettingsStore.TABLE, CassandraChangeLog.TABLE),
                Migration.of(
                        4,
                        "quotas of domains and warnings",
                        CassandraDomainUseStore.TABLES.get(0),
                        CassandraDomainUseStore.TABLES.get(1),
                        CassandraWarnedStages.TABLE)));
    }
}
