package org.waypost.cassandra.contracts;

import java.time.Clock;
import java.util.List;
import org.apache.james.vacation.api.VacationRepository;
import org.apache.james.vacation.api.VacationRepositoryContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.autoreply.AutoReplySettings;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Sections;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.cassandra.accounts.CassandraChangeLog;
import org.waypost.cassandra.accounts.CassandraSettingsStore;
import org.waypost.cassandra.autoreply.CassandraAnsweredSenders;
import org.waypost.policy.autoreply.SettingsVacations;

/** James' contract of the answers while away, over our settings. */
class CassandraVacationRepositoryIT implements VacationRepositoryContract {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension();

    private VacationRepository vacations;

    @BeforeEach
    void setUp() {
        Clock clock = Clock.systemUTC();
        AccountSettings settings = new AccountSettings(
                new Sections(List.of(AutoReplySettings.SECTION)),
                new CassandraSettingsStore(CASSANDRA.session()),
                new ChangeFeed(new CassandraChangeLog(CASSANDRA.session(), clock), clock));
        vacations = new SettingsVacations(settings, new CassandraAnsweredSenders(CASSANDRA.session(), clock));
    }

    @Override
    public VacationRepository vacationRepository() {
        return vacations;
    }
}
