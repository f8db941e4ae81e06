package org.waypost.mailets.rules;

import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * The folder that a rule chose for a user. It is kept beside James' own storage directive, because a Sieve script that only keeps a
 * message writes INBOX there: the rule's folder holds unless the script says another one.
 */
public final class RuledFolder {
    private static final String PREFIX = "org.waypost.rules.folder.";

    private RuledFolder() {}

    static void set(Mail mail, Username user, String folder) {
        mail.setAttribute(new Attribute(name(user), AttributeValue.of(folder)));
    }

    /** The folder, if a rule chose one. */
    public static Optional<String> of(Mail mail, Username user) {
        return AttributeUtils.getValueAndCastFromMail(mail, name(user), String.class);
    }

    private static AttributeName name(Username user) {
        return AttributeName.of(PREFIX + user.asString());
    }
}
