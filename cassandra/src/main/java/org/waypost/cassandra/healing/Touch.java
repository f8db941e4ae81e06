package org.waypost.cassandra.healing;

import java.time.Instant;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.mailbox.cassandra.ids.CassandraId;

/**
 * A note that a mailbox was about to be changed.
 *
 * @param mailbox which
 * @param owner whose, if it was known to the one who took the note
 * @param at when
 * @param writtenAt the write time that Cassandra gave the note, microseconds since 1970
 */
record Touch(CassandraId mailbox, Optional<Username> owner, Instant at, long writtenAt) {}
