package org.waypost.policy.dns;

/** The kinds of records that checks ask for. */
public enum RecordType {
    /** An IPv4 address. */
    A,
    /** An IPv6 address. */
    AAAA,
    /** The name of a host that takes mail; the most preferred first. */
    MX,
    /** The name of an address. */
    PTR,
    /** Text; the strings of one record put together without spaces (RFC 7208 §3.3), bytes as ISO 8859-1. */
    TXT
}
