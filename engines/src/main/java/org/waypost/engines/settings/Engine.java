package org.waypost.engines.settings;

import java.util.Locale;

/** An engine that a standalone server runs, in the order in which they are stopped last to first. */
public enum Engine {
    CASSANDRA,
    OPENSEARCH,
    TIKA;

    /** Name in folders, files and configuration keys. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }
}
