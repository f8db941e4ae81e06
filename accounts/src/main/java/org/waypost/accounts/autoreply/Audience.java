package org.waypost.accounts.autoreply;

/** Whom an automatic answer is for. */
public enum Audience {
    /** All senders. */
    EVERYONE,
    /** Senders of the organisation. */
    INSIDE,
    /** All other senders. */
    OUTSIDE;

    /** Whether it is for a sender who is of the organisation or not. */
    public boolean contains(boolean insider) {
        return this == EVERYONE || (this == INSIDE) == insider;
    }
}
