package org.waypost.mailets.challenge;

import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;

/** Tells which user of this server sent a mail: by SMTP with login, or by JMAP, for which James has an attribute of its own. */
final class Submitter {
    private static final List<AttributeName> LOGGED_IN =
            List.of(Mail.SMTP_AUTH_USER, AttributeName.of("org.apache.james.jmap.send.MailMetaData.username"));

    private Submitter() {}

    static Optional<Username> of(Mail mail) {
        return LOGGED_IN.stream()
                .flatMap(name -> AttributeUtils.getValueAndCastFromMail(mail, name, String.class).stream())
                .findFirst()
                .map(Username::of);
    }
}
