package org.waypost.policy.country;

import java.time.Duration;

/**
 * How {@link CountryGate} deals with stores.
 *
 * @param patience      how long to wait for the settings, more than zero
 * @param openOnFailure whether mail is taken when they don't come, or put off
 */
public record GateRules(Duration patience, boolean openOnFailure) {}
