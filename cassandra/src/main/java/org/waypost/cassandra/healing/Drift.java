package org.waypost.cassandra.healing;

/**
 * A counter compared with what it counts.
 *
 * @param before the counter before counting
 * @param counted what was counted
 * @param after the counter after counting
 */
record Drift(Tally before, Tally counted, Tally after) {

    /** Whether the counter is right. */
    boolean isNone() {
        return before.equals(counted) || after.equals(counted);
    }

    /** Whether nothing moved the counter while it was compared. */
    boolean isSettled() {
        return before.equals(after);
    }

    /** What to add to the counter. */
    Tally missing() {
        return counted.minus(after);
    }
}
