package org.waypost.accounts.challenge;

import java.time.Instant;
import java.util.Locale;
import org.apache.james.core.MailAddress;

/**
 * Somebody whom a user knows, so that no confirmation is asked.
 *
 * @param address in small letters
 * @param how     how the user came to know it
 * @param since   when first
 */
public record KnownSender(String address, How how, Instant since) {

    /** How a user came to know a sender. */
    public enum How {
        /** The user wrote to it. */
        WRITTEN_TO,
        /** It confirmed by answering the challenge. */
        REPLY,
        /** It confirmed on the page of the challenge. */
        LINK,
        /** The user released mail of it. */
        RELEASED,
        /** An administrator said so. */
        ADMINISTRATOR
    }

    /** The form in which addresses are kept and compared. */
    public static String normal(MailAddress address) {
        return address.asString().toLowerCase(Locale.ROOT);
    }
}
