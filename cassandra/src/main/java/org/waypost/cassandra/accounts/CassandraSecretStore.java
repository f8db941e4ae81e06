package org.waypost.cassandra.accounts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import javax.inject.Inject;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.waypost.accounts.secrets.SecretStore;
import reactor.core.publisher.Mono;

/** Secrets in one table; a lightweight transaction lets one candidate win. */
public final class CassandraSecretStore implements SecretStore {

    /** The statement of the migration that makes the table. */
    public static final String TABLE = "CREATE TABLE IF NOT EXISTS waypost_secret (name text PRIMARY KEY, value blob)"
            + " WITH comment = 'Secrets with which servers sign what they give out.'";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement read;
    private final PreparedStatement write;

    @Inject
    public CassandraSecretStore(CqlSession session) {
        this.executor = new CassandraAsyncExecutor(session);
        this.read = session.prepare("SELECT value FROM waypost_secret WHERE name = ?");
        this.write = session.prepare("INSERT INTO waypost_secret (name, value) VALUES (?, ?) IF NOT EXISTS");
    }

    @Override
    public Mono<byte[]> keep(String name, byte[] candidate) {
        return read(name)
                .switchIfEmpty(executor.executeReturnApplied(write.bind(name, ByteBuffer.wrap(candidate)))
                        .then(read(name)));
    }

    private Mono<byte[]> read(String name) {
        return Mono.defer(() -> executor.executeSingleRow(read.bind(name))).map(row -> {
            ByteBuffer value = row.getByteBuffer("value");
            byte[] bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            return bytes;
        });
    }
}
