package org.waypost.accounts.routes;

/** How far a connection to another server must be encrypted. */
public enum TlsPolicy {
    /** Never. */
    NONE,
    /** Where the other server can, with any certificate; in clear where it can't (RFC 7435). */
    OPPORTUNISTIC,
    /** Always, with any certificate; mail waits where the other server can't. */
    REQUIRED,
    /** Always, with a certificate for the name of the next hop that is trusted, or one that is pinned. */
    VERIFIED;

    /** Whether mail may never leave in clear. */
    public boolean strict() {
        return this == REQUIRED || this == VERIFIED;
    }
}
