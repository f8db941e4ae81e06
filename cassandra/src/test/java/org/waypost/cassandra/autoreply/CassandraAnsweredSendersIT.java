package org.waypost.cassandra.autoreply;

import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.accounts.autoreply.AnsweredSenders;
import org.waypost.accounts.autoreply.AnsweredSendersContract;
import org.waypost.cassandra.CassandraKeyspaceExtension;

class CassandraAnsweredSendersIT implements AnsweredSendersContract {
    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension();

    private AnsweredSenders answered;

    @BeforeEach
    void setUp() {
        answered = new CassandraAnsweredSenders(CASSANDRA.session(), Clock.systemUTC());
    }

    @Override
    public AnsweredSenders answered() {
        return answered;
    }
}
