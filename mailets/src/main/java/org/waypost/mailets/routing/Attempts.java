package org.waypost.mailets.routing;

import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/** What a queued mail remembers of its attempts. */
final class Attempts {
    private static final AttributeName FAILED = AttributeName.of("org.waypost.route.failed");

    private Attempts() {}

    /** How many attempts have failed. */
    static int failed(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, FAILED, Integer.class)
                .orElse(0);
    }

    static void failed(Mail mail, int times) {
        mail.setAttribute(new Attribute(FAILED, AttributeValue.of(times)));
    }
}
