package org.waypost.cassandra.contracts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.google.inject.Guice;
import org.apache.james.rrt.cassandra.CassandraRecipientRewriteTable;

/** Makes James' rewrite table, whose constructor is for injection only. */
final class RewriteTables {

    private RewriteTables() {}

    static CassandraRecipientRewriteTable on(CqlSession session) {
        return Guice.createInjector(binder -> binder.bind(CqlSession.class).toInstance(session))
                .getInstance(CassandraRecipientRewriteTable.class);
    }
}
