package org.waypost.policy.country;

/** A file that can't be used as a table of countries; the message names the file and says why. */
public final class UnusableTable extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableTable(String source, String reason, Throwable cause) {
        super(source + ": " + reason, cause);
    }
}
