package org.waypost.cassandra.schema;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/** The record, in the keyspace, of the migrations that ran there. */
public final class MigrationBook {

    static final String TABLE = "waypost_migration";
    static final String CREATE_TABLE = "CREATE TABLE IF NOT EXISTS " + TABLE
            + " (book text, number int, name text, checksum text, program_version text, applied timestamp,"
            + " PRIMARY KEY (book, number)) WITH comment = 'The migrations of our own tables that ran on this keyspace.'";

    private static final String BOOK = "waypost";

    private final CqlSession session;

    public MigrationBook(CqlSession session) {
        this.session = session;
    }

    /**
     * One migration that ran.
     *
     * @param number its number
     * @param name its name
     * @param checksum of its statements, SHA-256 in hexadecimal
     * @param programVersion the version of Waypost that ran it
     * @param applied when
     */
    public record Entry(int number, String name, String checksum, String programVersion, Instant applied) {}

    /** What ran, by number. */
    public SortedMap<Integer, Entry> entries() {
        TreeMap<Integer, Entry> found = new TreeMap<>();
        session.execute(SimpleStatement.newInstance(
                                "SELECT number, name, checksum, program_version, applied FROM " + TABLE
                                        + " WHERE book = ?",
                                BOOK)
                        .setConsistencyLevel(ConsistencyLevel.QUORUM))
                .forEach(row -> found.put(
                        row.getInt("number"),
                        new Entry(
                                row.getInt("number"),
                                row.getString("name"),
                                row.getString("checksum"),
                                row.getString("program_version"),
                                row.getInstant("applied"))));
        return found;
    }

    void write(Migration step, String programVersion) {
        session.execute(SimpleStatement.newInstance(
                        "INSERT INTO " + TABLE
                                + " (book, number, name, checksum, program_version, applied) VALUES (?, ?, ?, ?, ?, ?)",
                        BOOK,
                        step.number(),
                        step.name(),
                        Migrations.checksum(step),
                        programVersion,
                        Instant.now())
                .setConsistencyLevel(ConsistencyLevel.QUORUM));
    }
}
