package org.waypost.policy.quota;

import org.apache.james.mailbox.model.CurrentQuotas;
import org.apache.james.mailbox.model.QuotaOperation;

/**
 * What is stored, or the difference of two such amounts.
 *
 * @param messages how many
 * @param bytes    their sizes together
 */
public record Use(long messages, long bytes) {
    /** Nothing. */
    public static final Use NONE = new Use(0, 0);

    static Use of(CurrentQuotas quotas) {
        return new Use(quotas.count().asLong(), quotas.size().asLong());
    }

    static Use of(QuotaOperation operation) {
        return new Use(operation.count().asLong(), operation.size().asLong());
    }

    public Use plus(Use other) {
        return new Use(messages + other.messages, bytes + other.bytes);
    }

    public Use minus(Use other) {
        return new Use(messages - other.messages, bytes - other.bytes);
    }
}
