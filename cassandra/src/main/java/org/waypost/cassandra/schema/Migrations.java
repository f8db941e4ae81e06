package org.waypost.cassandra.schema;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All steps that this program knows, in the order of their numbers.
 *
 * @param steps without gaps or doubles, starting with 1
 */
public record Migrations(List<Migration> steps) {

    public Migrations {
        steps = steps.stream()
                .sorted(Comparator.comparingInt(Migration::number))
                .toList();
        Set<Integer> seen = new HashSet<>();
        for (Migration step : steps) {
            if (!seen.add(step.number())) {
                throw new IllegalArgumentException("migration " + step.number() + " stands twice");
            }
            if (step.number() != seen.size()) {
                throw new IllegalArgumentException(
                        "migration " + step.number() + " found; expected " + seen.size() + ": numbers have a gap");
            }
        }
    }

    /** The steps of several rooms together. */
    public static Migrations of(Collection<Migration> steps) {
        return new Migrations(List.copyOf(steps));
    }

    /** These steps and more. */
    public Migrations and(Collection<Migration> more) {
        return new Migrations(Stream.concat(steps.stream(), more.stream()).toList());
    }

    /** The highest number, 0 without steps. */
    public int latest() {
        return steps.size();
    }

    /** What is recorded beside a step, to notice that a released one was changed. */
    static String checksum(Migration step) {
        return Hashing.sha256()
                .hashString(String.join(";\n", step.statements()), StandardCharsets.UTF_8)
                .toString();
    }
}
