package org.waypost.accounts.challenge;

import java.util.Locale;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;

/** The address that a challenge is answered to: {@code confirm+TOKEN@domain}. */
public final class ConfirmationAddress {
    private static final String PREFIX = "confirm+";

    private ConfirmationAddress() {}

    /** The address for a token. */
    public static MailAddress of(String token, Domain domain) {
        try {
            return new MailAddress(PREFIX + token, domain);
        } catch (AddressException e) {
            throw new IllegalArgumentException(token + " can't stand in an address", e);
        }
    }

    /** The token in an address; empty for one that is nothing of the kind. */
    public static Optional<String> token(MailAddress address) {
        String local = address.getLocalPart();
        return local.toLowerCase(Locale.ROOT).startsWith(PREFIX)
                ? Optional.of(local.substring(PREFIX.length()))
                : Optional.empty();
    }
}
