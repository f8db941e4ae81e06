package org.waypost.cassandra.contracts;

import org.apache.james.rrt.lib.AbstractRecipientRewriteTable;
import org.apache.james.rrt.lib.RecipientRewriteTableContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** James' contract of the rewrite table. */
class CassandraRecipientRewriteTableIT implements RecipientRewriteTableContract {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension(RewriteTables.TABLES);

    private AbstractRecipientRewriteTable table;

    @BeforeEach
    void begin() throws Exception {
        setUp();
    }

    @AfterEach
    void end() throws Exception {
        tearDown();
    }

    @Override
    public void createRecipientRewriteTable() {
        table = RewriteTables.on(CASSANDRA.session());
    }

    @Override
    public AbstractRecipientRewriteTable virtualUserTable() {
        return table;
    }
}
