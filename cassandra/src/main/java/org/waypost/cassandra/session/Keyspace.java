package org.waypost.cassandra.session;

/**
 * The keyspace that holds everything.
 *
 * @param name lower-case letters, digits and '_', starting with a letter, 48 characters at most
 * @param replication used only when the keyspace is created; an existing keyspace keeps its own
 * @param create whether a missing keyspace is created; if not, its absence stops the start
 */
public record Keyspace(String name, Replication replication, boolean create) {
    public Keyspace {
        if (!name.matches("[a-z][a-z0-9_]{0,47}")) {
            throw new IllegalArgumentException("keyspace '" + name
                    + "': expected a lower-case letter, then lower-case letters, digits or '_', 48 characters at most");
        }
    }

    /** The CQL that creates this keyspace. */
    String toCql() {
        return "CREATE KEYSPACE IF NOT EXISTS " + name + " WITH replication = " + replication.toCql()
                + " AND durable_writes = true";
    }
}
