package org.waypost.cassandra.healing;

/**
 * Two numbers that are counted together: messages and unseen messages of a mailbox, or messages and bytes of a quota.
 *
 * @param first messages
 * @param second unseen messages, or bytes
 */
record Tally(long first, long second) {

    Tally minus(Tally other) {
        return new Tally(first - other.first, second - other.second);
    }
}
