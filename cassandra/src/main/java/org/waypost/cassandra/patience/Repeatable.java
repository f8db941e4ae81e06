package org.waypost.cassandra.patience;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.ConnectionInitException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Says whether a request that failed may be sent again.
 *
 * <p>A request that no node took may always be. One whose fate is unknown may be when doing it twice has the effect of
 * doing it once: reads, and writes of values; not counters, which would count twice, nor lightweight transactions,
 * whose second try would be refused by what the first one wrote.
 */
final class Repeatable {
    /** {@code SET value = value + ?}: a counter, or an addition to either end of a list. */
    private static final Pattern INCREMENT = Pattern.compile("=\\s*[\"\\w?:]+\\s*[+-]|[\\]}]\\s*[+-]|[+-]=");

    private static final Pattern CONDITION = Pattern.compile("\\bIF\\b");

    private Repeatable() {}

    static boolean after(Throwable failure, Statement<?> statement) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return wasNotDone(cause) || (isUnknown(cause) && isIdempotent(statement));
    }

    /** No node began with it. */
    private static boolean wasNotDone(Throwable failure) {
        if (failure instanceof AllNodesFailedException all) {
            return causes(all).stream().allMatch(Repeatable::wasNotDone);
        }
        return failure instanceof UnavailableException
                || failure instanceof OverloadedException
                || failure instanceof BootstrappingException
                || failure instanceof ConnectionInitException;
    }

    /** It may have been done. */
    private static boolean isUnknown(Throwable failure) {
        if (failure instanceof AllNodesFailedException all) {
            return causes(all).stream().allMatch(cause -> wasNotDone(cause) || isUnknown(cause));
        }
        return failure instanceof ClosedConnectionException
                || failure instanceof HeartbeatException
                || failure instanceof DriverTimeoutException
                || failure instanceof ReadTimeoutException
                || failure instanceof WriteTimeoutException;
    }

    private static List<Throwable> causes(AllNodesFailedException failure) {
        return failure.getAllErrors().entrySet().stream()
                .map(Map.Entry::getValue)
                .flatMap(List::stream)
                .toList();
    }

    static boolean isIdempotent(Statement<?> statement) {
        if (statement.isIdempotent() != null) {
            return statement.isIdempotent();
        }
        if (statement instanceof BoundStatement bound) {
            return isIdempotent(bound.getPreparedStatement().getQuery());
        }
        if (statement instanceof SimpleStatement simple) {
            return isIdempotent(simple.getQuery());
        }
        return statement instanceof BatchStatement batch
                && StreamSupport.stream(batch.spliterator(), false).allMatch(Repeatable::isIdempotent);
    }

    private static boolean isIdempotent(String cql) {
        String upper = cql.toUpperCase(Locale.ROOT);
        if (upper.startsWith("SELECT")) {
            return true;
        }
        boolean write = upper.startsWith("INSERT") || upper.startsWith("UPDATE") || upper.startsWith("DELETE");
        return write
                && !CONDITION.matcher(upper).find()
                && !INCREMENT.matcher(upper).find();
    }
}
