package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** A mailbox, one partition of a table, from which very many messages were deleted. */
class DeletedRowsIT {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension();

    /** Cassandra by itself refuses to read past 100,000. */
    private static final int DELETED = 250_000;

    private static final int AT_ONCE = 500;

    @Test
    void aMailboxIsStillReadAfterVeryManyMessagesWereDeleted() {
        CqlSession session = CASSANDRA.session();
        session.execute("CREATE TABLE letters (mailbox int, uid int, text text, PRIMARY KEY (mailbox, uid))");
        PreparedStatement delete = session.prepare("DELETE FROM letters WHERE mailbox = 1 AND uid = ?");
        for (int uid = 0; uid < DELETED; uid += AT_ONCE) {
            BatchStatementBuilder batch = new BatchStatementBuilder(DefaultBatchType.UNLOGGED);
            for (int i = 0; i < AT_ONCE; i++) {
                batch.addStatement(delete.bind(uid + i));
            }
            session.execute(batch.build());
        }
        session.execute("INSERT INTO letters (mailbox, uid, text) VALUES (1, " + DELETED + ", 'still here')");

        assertThat(session.execute("SELECT text FROM letters WHERE mailbox = 1")
                        .map(row -> row.getString(0))
                        .all())
                .containsExactly("still here");
    }
}
