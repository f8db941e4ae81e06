package org.waypost.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.List;

/**
 * One numbered step of our own schema. It runs once on a keyspace, under a lock, and is recorded there.
 *
 * <p>A step may be cut short and run again: its statements say {@code IF NOT EXISTS}, its code can be repeated.
 * A released step is never changed; the next number mends it.
 */
public interface Migration {

    /** 1 for the first; each number stands once. */
    int number();

    /** What it brings, in a few words. */
    String name();

    /** The statements, run one after another. */
    List<String> statements();

    /** What statements can't do; runs after them. */
    default void run(CqlSession session) {}

    /** A step of statements only. */
    static Migration of(int number, String name, String... statements) {
        return new OfStatements(number, name, List.of(statements));
    }

    /** A step of statements only. */
    record OfStatements(int number, String name, List<String> statements) implements Migration {
        public OfStatements {
            if (number < 1) {
                throw new IllegalArgumentException("migration number " + number + "; expected 1 or more");
            }
            statements = List.copyOf(statements);
        }
    }
}
