package org.waypost.cassandra.session;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;

/**
 * How many replicas must answer.
 *
 * <p>{@link #LOCAL} suits one machine as well as a ring: with one copy a local quorum is that copy.
 *
 * @param regular for reads and writes; a level that overlaps with itself (quorum), or a mail just written may not be seen
 * @param serial for lightweight transactions; {@code LOCAL_SERIAL} agrees within the data centre, {@code SERIAL} across all
 */
public record Consistency(DefaultConsistencyLevel regular, DefaultConsistencyLevel serial) {

    /** Agreement within the local data centre. */
    public static final Consistency LOCAL =
            new Consistency(DefaultConsistencyLevel.LOCAL_QUORUM, DefaultConsistencyLevel.LOCAL_SERIAL);

    /** Agreement across all data centres. */
    public static final Consistency GLOBAL =
            new Consistency(DefaultConsistencyLevel.QUORUM, DefaultConsistencyLevel.SERIAL);

    public Consistency {
        if (regular.isSerial()) {
            throw new IllegalArgumentException(
                    "consistency " + regular + " is for lightweight transactions; expected LOCAL_QUORUM, QUORUM, …");
        }
        if (!serial.isSerial()) {
            throw new IllegalArgumentException("serial consistency " + serial + ": expected LOCAL_SERIAL or SERIAL");
        }
    }
}
