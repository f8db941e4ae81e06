package org.waypost.cassandra.schema;

import java.time.Duration;
import java.util.List;

/**
 * What bringing the schema up to date did.
 *
 * @param typesCreated user types that were missing
 * @param tablesCreated tables that were missing, James' and our own books
 * @param migrationsRun numbers of the migrations that ran now
 * @param took how long all took
 */
public record SchemaReport(int typesCreated, int tablesCreated, List<Integer> migrationsRun, Duration took) {
    public SchemaReport {
        migrationsRun = List.copyOf(migrationsRun);
    }

    /** Whether nothing had to be done. */
    public boolean nothingToDo() {
        return typesCreated == 0 && tablesCreated == 0 && migrationsRun.isEmpty();
    }
}
