package org.waypost.server.quickstart;

import java.security.SecureRandom;

/** A user of the quickstart and the password made for it. */
public record Account(String address, String password) {
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A user with a new password of 20 letters and digits that are hard to mistake for each other. */
    static Account withNewPassword(String address) {
        return new Account(
                address,
                RANDOM.ints(LENGTH, 0, LETTERS.length())
                        .mapToObj(LETTERS::charAt)
                        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                        .toString());
    }

    @Override
    public String toString() {
        return address;
    }
}
