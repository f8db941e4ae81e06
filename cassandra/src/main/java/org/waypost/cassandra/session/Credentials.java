package org.waypost.cassandra.session;

/** How the server makes itself known to Cassandra. */
public sealed interface Credentials {

    /** The ring asks for no password ({@code AllowAllAuthenticator}). */
    record None() implements Credentials {}

    /**
     * A role with a password ({@code PasswordAuthenticator}).
     *
     * @param username the role
     * @param password its password; never written to a log
     */
    record Password(String username, String password) implements Credentials {
        public Password {
            if (username.isEmpty()) {
                throw new IllegalArgumentException("the Cassandra user name is empty; expected the name of a role");
            }
        }

        @Override
        public String toString() {
            return "Password[username=" + username + ", password=(hidden)]";
        }
    }
}
