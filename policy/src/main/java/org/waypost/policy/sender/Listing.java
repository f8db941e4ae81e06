package org.waypost.policy.sender;

/** What the lists say of a sender. */
public enum Listing {
    /** Let in. */
    ALLOWED,
    /** Kept out. */
    BLOCKED,
    /** Neither. */
    UNLISTED
}
