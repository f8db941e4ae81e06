package org.waypost.cassandra.patience;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.ConnectionInitException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

class RepeatableTest {
    private static final Node NODE = Mockito.mock(Node.class);
    private static final Statement<?> VALUE = SimpleStatement.newInstance("INSERT INTO letter (id) VALUES (1)");
    private static final Statement<?> COUNTER =
            SimpleStatement.newInstance("UPDATE quota SET value = value + 1 WHERE id = 1");

    static Stream<Throwable> notDone() {
        return Stream.of(
                new NoNodeAvailableException(),
                new UnavailableException(NODE, DefaultConsistencyLevel.LOCAL_QUORUM, 2, 1),
                new OverloadedException(NODE),
                new BootstrappingException(NODE),
                new ConnectionInitException("refused", null),
                nodes(new ConnectionInitException("refused", null), new OverloadedException(NODE)));
    }

    static Stream<Throwable> unknown() {
        return Stream.of(
                new ClosedConnectionException("lost"),
                new HeartbeatException(
                        new InetSocketAddress("127.0.0.1", 9042), "no answer", new IOException("silent")),
                new DriverTimeoutException("no answer in 10 s"),
                new WriteTimeoutException(NODE, DefaultConsistencyLevel.LOCAL_QUORUM, 1, 2, DefaultWriteType.SIMPLE),
                new ReadTimeoutException(NODE, DefaultConsistencyLevel.LOCAL_QUORUM, 1, 2, false),
                nodes(new ClosedConnectionException("lost"), new OverloadedException(NODE)));
    }

    static Stream<Throwable> refused() {
        return Stream.of(
                new SyntaxError(NODE, "no viable alternative"),
                new InvalidQueryException(NODE, "no such table"),
                nodes(new ClosedConnectionException("lost"), new SyntaxError(NODE, "no viable alternative")),
                new IllegalStateException("session is closed"));
    }

    @ParameterizedTest
    @MethodSource("notDone")
    void whatNoNodeBeganIsSentAgain(Throwable failure) {
        assertThat(Repeatable.after(failure, VALUE)).isTrue();
        assertThat(Repeatable.after(failure, COUNTER)).isTrue();
        assertThat(Repeatable.after(new CompletionException(failure), COUNTER)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatMayHaveBeenDoneIsSentAgainOnlyWhenTwiceIsOnce(Throwable failure) {
        assertThat(Repeatable.after(failure, VALUE)).isTrue();
        assertThat(Repeatable.after(failure, COUNTER)).isFalse();
        assertThat(Repeatable.after(new CompletionException(failure), VALUE)).isTrue();
        assertThat(Repeatable.after(new CompletionException(failure), COUNTER)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatWasRefusedIsNotSentAgain(Throwable failure) {
        assertThat(Repeatable.after(failure, VALUE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM letter",
                "select * from letter where id = 1 limit 1",
                "INSERT INTO letter (id, text) VALUES (?, ?)",
                "insert into letter (id) values (1) using ttl 60",
                "UPDATE letter SET text = ? WHERE id = ?",
                "UPDATE letter SET text='a',flags=? WHERE id=?",
                "DELETE FROM letter WHERE id = ?",
                "DELETE text FROM letter WHERE id = ?"
            })
    void readsAndWritesOfValuesMayBeDoneTwice(String cql) {
        assertThat(Repeatable.isIdempotent(SimpleStatement.newInstance(cql))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO letter (id) VALUES (1) IF NOT EXISTS",
                "INSERT INTO letter (id) VALUES (1) if not exists",
                "UPDATE letter SET text = ? WHERE id = ? IF text = ?",
                "UPDATE letter SET text = ? WHERE id = ?\nIF EXISTS",
                "DELETE FROM letter WHERE id = ? IF EXISTS",
                "UPDATE quota SET value = value + ? WHERE id = ?",
                "UPDATE quota SET value=value-1 WHERE id = ?",
                "UPDATE quota SET \"value\" = \"value\" + ? WHERE id = ?",
                "UPDATE quota SET value+=1 WHERE id = ?",
                "UPDATE letter SET list = ? + list WHERE id = ?",
                "UPDATE letter SET list = [?] + list WHERE id = ?",
                "UPDATE letter SET list = list + [?] WHERE id = ?",
                "CREATE TABLE letter (id int PRIMARY KEY)",
                "TRUNCATE letter",
                "BEGIN BATCH INSERT INTO letter (id) VALUES (1) APPLY BATCH"
            })
    void conditionsCountersAndAllElseMayNot(String cql) {
        assertThat(Repeatable.isIdempotent(SimpleStatement.newInstance(cql))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theStatementItselfKnowsBest(boolean said) {
        assertThat(Repeatable.isIdempotent(VALUE.setIdempotent(said))).isEqualTo(said);
        assertThat(Repeatable.isIdempotent(COUNTER.setIdempotent(said))).isEqualTo(said);
    }

    @Test
    void aBatchMayBeDoneTwiceWhenEachOfItMay() {
        SimpleStatement value = SimpleStatement.newInstance("INSERT INTO letter (id) VALUES (1)");
        SimpleStatement condition = SimpleStatement.newInstance("INSERT INTO letter (id) VALUES (1) IF NOT EXISTS");

        assertThat(Repeatable.isIdempotent(BatchStatement.newInstance(BatchType.LOGGED, value, value)))
                .isTrue();
        assertThat(Repeatable.isIdempotent(BatchStatement.newInstance(BatchType.LOGGED, value, condition)))
                .isFalse();
    }

    private static AllNodesFailedException nodes(Throwable... failures) {
        return AllNodesFailedException.fromErrors(Stream.of(failures)
                .map(failure -> Map.entry(Mockito.mock(Node.class), failure))
                .toList());
    }
}
