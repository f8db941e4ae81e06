package org.waypost.policy.dns;

import java.util.List;

/**
 * What the DNS said.
 *
 * @param outcome how it went
 * @param values  one for each record, names without a dot at the end; none unless it is {@link Outcome#FOUND}
 */
public record DnsAnswer(Outcome outcome, List<String> values) {

    /** How a question went. */
    public enum Outcome {
        /** There are records. */
        FOUND,
        /** The name is there, but has no such records. */
        NO_DATA,
        /** There is no such name. */
        NO_NAME,
        /** No server answered, or one answered that it can't. Another try may tell. */
        FAILED
    }

    /** Nobody answered. */
    public static final DnsAnswer FAILED = new DnsAnswer(Outcome.FAILED, List.of());

    /** There is no such name. */
    public static final DnsAnswer NO_NAME = new DnsAnswer(Outcome.NO_NAME, List.of());

    /** The name has no such records. */
    public static final DnsAnswer NO_DATA = new DnsAnswer(Outcome.NO_DATA, List.of());

    public DnsAnswer {
        values = List.copyOf(values);
    }

    /** Records, or none. */
    public static DnsAnswer of(List<String> values) {
        return values.isEmpty() ? NO_DATA : new DnsAnswer(Outcome.FOUND, values);
    }

    /** Whether nobody answered. */
    public boolean failed() {
        return outcome == Outcome.FAILED;
    }
}
