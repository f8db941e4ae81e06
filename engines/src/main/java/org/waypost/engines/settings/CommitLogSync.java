package org.waypost.engines.settings;

import java.util.Locale;

/**
 * When Cassandra writes its commit log to disk. Both ways answer a write only after it is on disk; Cassandra's third way,
 * periodic, answers before and loses acknowledged mail when the process is killed, so it can't be chosen.
 */
public enum CommitLogSync {
    /** At once for every write. */
    BATCH,
    /** All writes of a few milliseconds together: more writes a second, each a little later. */
    GROUP;

    /**
     * Reads the value of a configuration key.
     *
     * @throws IllegalArgumentException naming key, value and the values allowed
     */
    public static CommitLogSync parse(String key, String value) {
        return switch (value.trim().toLowerCase(Locale.ROOT)) {
            case "batch" -> BATCH;
            case "group" -> GROUP;
            default ->
                throw new IllegalArgumentException(
                        key + ": '" + value
                                + "', expected batch or group (periodic would lose acknowledged mail when the process is killed)");
        };
    }
}
