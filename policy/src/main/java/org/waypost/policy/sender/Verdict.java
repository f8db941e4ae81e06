package org.waypost.policy.sender;

import java.util.Locale;

/** The result of SPF (RFC 7208 §2.6), and as far as they apply of a DKIM signature (RFC 8601 §2.7.1). */
public enum Verdict {
    /** The sender may use the name. */
    PASS,
    /** The owner of the name says that this isn't its mail. */
    FAIL,
    /** The owner of the name thinks that this isn't its mail. */
    SOFTFAIL,
    /** The owner of the name says nothing about it. */
    NEUTRAL,
    /** The name has no record, or the message no signature. */
    NONE,
    /** DNS did not answer in time; another try may tell. */
    TEMPERROR,
    /** The record or signature can't be understood. */
    PERMERROR;

    /** As it stands in {@code Authentication-Results}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what {@link #word} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Verdict of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
