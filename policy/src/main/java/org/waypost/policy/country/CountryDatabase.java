package org.waypost.policy.country;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of countries in use. An operator's own file takes the place of the shipped one and is read anew while the server
 * runs; one that can't be used leaves the table from before in place. Thread-safe: a look-up sees one whole table, the old or
 * the new one.
 */
public final class CountryDatabase {
    private static final Logger LOGGER = LoggerFactory.getLogger(CountryDatabase.class);

    /** What a look at the file led to. */
    public sealed interface Outcome {
        /** The file is the one that is in use, or there is none of the operator. */
        record Unchanged() implements Outcome {}

        /** Look-ups use the new table. */
        record Replaced() implements Outcome {}

        /** The file can't be used, look-ups use the table from before. */
        record Kept(String reason) implements Outcome {}
    }

    /**
     * How it is.
     *
     * @param source  the file in use, or {@link CountryTable#SHIPPED}
     * @param type    what its publisher calls it
     * @param built   when its publisher made it
     * @param age     the time since then
     * @param old     whether that is longer than the operator wants
     * @param loaded  when this server began to use it
     * @param problem why a newer file was not taken; absent when nothing is wrong
     */
    public record Status(
            String source,
            String type,
            Instant built,
            Duration age,
            boolean old,
            Instant loaded,
            Optional<String> problem) {}

    /** By this two editions of a file are told apart. */
    private record Stamp(long size, long modified, Object key) {}

    private record InUse(CountryTable table, Instant loaded) {}

    private final Optional<Path> file;
    private final Optional<Duration> oldAfter;
    private final Clock clock;
    private volatile InUse inUse;
    private volatile Optional<String> problem = Optional.empty();
    private Optional<Stamp> taken;
    private Optional<Stamp> seen;

    private CountryDatabase(Optional<Path> file, Optional<Duration> oldAfter, Clock clock, CountryTable first) {
        this.file = file;
        this.oldAfter = oldAfter;
        this.clock = clock;
        this.inUse = new InUse(first, clock.instant());
    }

    /**
     * Reads the first table.
     *
     * @param file     the operator's own; the shipped one is used when absent
     * @param oldAfter the age from which on a table is too old; absent for never
     * @throws UnusableTable when the file can't be used
     */
    public static CountryDatabase open(Optional<Path> file, Optional<Duration> oldAfter, Clock clock)
            throws UnusableTable {
        Optional<Stamp> stamp = file.flatMap(CountryDatabase::stamp);
        CountryTable first = file.isPresent() ? CountryTable.read(file.get()) : CountryTable.shipped();
        CountryDatabase database = new CountryDatabase(file, oldAfter, clock, first);
        database.taken = stamp;
        database.seen = stamp;
        LOGGER.info("Countries are looked up in {}, built {}", first.source(), first.built());
        return database;
    }

    /** Where an address is. */
    public Origin of(InetAddress address) {
        return inUse.table().of(address);
    }

    /** How it is now. */
    public Status status() {
        InUse now = inUse;
        CountryTable table = now.table();
        Duration age = Duration.between(table.built(), clock.instant());
        boolean old = oldAfter.filter(limit -> age.compareTo(limit) > 0).isPresent();
        return new Status(table.source(), table.type(), table.built(), age, old, now.loaded(), problem);
    }

    /** Reads the file now, when it isn't the one that was read last. */
    public synchronized Outcome reload() {
        Optional<Stamp> now = file.flatMap(CountryDatabase::stamp);
        return file.isEmpty() || now.isPresent() && now.equals(taken) && problem.isEmpty()
                ? new Outcome.Unchanged()
                : read(now);
    }

    /**
     * Reads the file when it has changed and then stayed the same since the last call, so that it is not read while it is being
     * written.
     */
    synchronized void look() {
        Optional<Stamp> now = file.flatMap(CountryDatabase::stamp);
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(taken)) {
            read(now);
        }
    }

    private Outcome read(Optional<Stamp> now) {
        taken = now;
        seen = now;
        try {
            CountryTable next = CountryTable.read(file.orElseThrow());
            inUse = new InUse(next, clock.instant());
            problem = Optional.empty();
            LOGGER.info("Countries are looked up in {} anew, built {}", next.source(), next.built());
            return new Outcome.Replaced();
        } catch (UnusableTable e) {
            problem = Optional.of(e.getMessage());
            LOGGER.error(
                    "A new table of countries was not taken, the one built {} stays in use: {}",
                    inUse.table().built(),
                    e.getMessage());
            return new Outcome.Kept(e.getMessage());
        }
    }

    /** Absent while there is no such file. */
    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey()));
        } catch (IOException e) {
            LOGGER.debug("{} can't be looked at", file, e);
            return Optional.empty();
        }
    }
}
