package org.waypost.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the migrations that a keyspace lacks and refuses a keyspace that has more than the program knows. */
final class MigrationRunner {

    private static final Logger LOGGER = LoggerFactory.getLogger(MigrationRunner.class);

    private final CqlSession session;
    private final Migrations known;
    private final MigrationBook book;
    private final String programVersion;

    MigrationRunner(CqlSession session, Migrations known, String programVersion) {
        this.session = session;
        this.known = known;
        this.book = new MigrationBook(session);
        this.programVersion = programVersion;
    }

    /** The steps still to run, after checking that what ran is what the program knows. */
    List<Migration> missing() {
        SortedMap<Integer, MigrationBook.Entry> ran = book.entries();
        if (!ran.isEmpty() && ran.lastKey() > known.latest()) {
            MigrationBook.Entry newest = ran.get(ran.lastKey());
            throw new SchemaException("keyspace " + keyspace() + " has migration " + newest.number() + " ("
                    + newest.name() + ") of Waypost " + newest.programVersion() + "; this is Waypost "
                    + programVersion + " which knows migrations up to " + known.latest()
                    + ": start the newer version, or restore a snapshot from before it ran");
        }
        for (Migration step : known.steps()) {
            MigrationBook.Entry entry = ran.get(step.number());
            if (entry != null && !entry.checksum().equals(Migrations.checksum(step))) {
                throw new SchemaException("migration " + step.number() + " (" + step.name() + ") ran on keyspace "
                        + keyspace() + " as Waypost " + entry.programVersion()
                        + " had it and differs in this Waypost " + programVersion
                        + "; a released migration must not change: use a released version");
            }
        }
        return known.steps().stream()
                .filter(step -> !ran.containsKey(step.number()))
                .toList();
    }

    /** Runs what is missing, each recorded as soon as it is done. */
    List<Integer> run(SchemaChanges changes, SchemaLock lock) {
        List<Integer> done = new ArrayList<>();
        for (Migration step : missing()) {
            LOGGER.info("Migration {}: {}", step.number(), step.name());
            lock.requireHeld();
            runStep(step, changes);
            book.write(step, programVersion);
            done.add(step.number());
        }
        return done;
    }

    private void runStep(Migration step, SchemaChanges changes) {
        try {
            step.statements().forEach(changes::runOne);
            step.run(session);
        } catch (RuntimeException e) {
            throw new SchemaException(
                    "migration " + step.number() + " (" + step.name()
                            + ") failed and will run again at the next start: " + e.getMessage(),
                    e);
        }
    }

    private String keyspace() {
        return session.getKeyspace().orElseThrow().asInternal();
    }
}
