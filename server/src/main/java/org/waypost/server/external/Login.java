package org.waypost.server.external;

/** How the server makes itself known to an engine that is reached over HTTP. */
public sealed interface Login {

    /** The engine asks for none. */
    record None() implements Login {}

    /**
     * A user with a password, sent as Basic credentials (RFC 7617 section 2).
     *
     * @param user without a colon
     * @param password never written to a log
     */
    record Basic(String user, String password) implements Login {
        public Basic {
            if (user.isEmpty() || user.contains(":")) {
                throw new IllegalArgumentException("user name '" + user + "'; expected a name without a colon");
            }
        }

        @Override
        public String toString() {
            return "Basic[user=" + user + ", password=(hidden)]";
        }
    }
}
