package org.waypost.assembly.e2e;

import org.waypost.server.quickstart.Account;

/** Calls of swaks, which prints the whole dialogue. */
public final class Swaks {
    private Swaks() {}

    /** A mail through a listener. */
    public static Program mail(String address, String from, String to, String subject) {
        return Program.fromPackage("swaks", "swaks")
                .with("--server", address, "--helo", "client.example.org", "--from", from, "--to", to)
                .with("--header", "Subject: " + subject, "--body", "The body of " + subject)
                .with("--timeout", "60");
    }

    /** The same with the credentials of a user. */
    static Program authenticated(Program mail, Account account) {
        return mail.with("--auth", "PLAIN", "--auth-user", account.address(), "--auth-password", account.password());
    }
}
