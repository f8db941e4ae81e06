package org.waypost.server.accounts;

/**
 * Settings of server, domains and users in JMX. A scope is {@code server}, {@code domain:example.org} or
 * {@code user:bob@example.org}.
 */
public interface AccountsMBean {
    /** The sections that there are, with what they are for. */
    String[] getSections();

    /** What was set in a scope, as YAML. */
    String said(String scope);

    /** What holds in a scope, a key a line, and where it comes from. */
    String[] explain(String scope, String section);

    /** Sets the keys of a YAML text and leaves the others; {@code null} takes one back. */
    void set(String scope, String section, String yaml);

    /** Takes back all keys and locks of a section. */
    void unset(String scope, String section);

    /** Locks keys, apart by commas, for the scopes below; {@code *} all of them, an empty text none. */
    void lock(String scope, String section, String keys);

    /** All settings as YAML. */
    String export();

    /** Takes settings from such a text, all or nothing; tells which scopes it changed, or would. */
    String[] take(String yaml, boolean dryRun);

    /** Removes a user and all that belongs to it; tells the id of the task. */
    String removeUser(String user);
}
