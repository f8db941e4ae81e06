package org.waypost.accounts.changes;

import java.time.Instant;
import java.util.UUID;

/**
 * Something was changed and must be read again.
 *
 * @param id    tells changes of one moment apart
 * @param at    when, by the clock of the store
 * @param topic what, such as {@code settings/user:bob@example.org} or {@code routes}
 */
public record Change(UUID id, Instant at, String topic) {}
