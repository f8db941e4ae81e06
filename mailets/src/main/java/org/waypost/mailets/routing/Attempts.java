package org.waypost.mailets.routing;

import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/** What a queued mail remembers of its attempts. */
final class Attempts {
    private static final AttributeName FAILED = AttributeName.of("org.waypost.route.failed");
    private static final AttributeName WAITED = AttributeName.of("org.waypost.route.waited");

    private Attempts() {}

    /** How many attempts have failed. */
    static int failed(Mail mail) {
        return read(mail, FAILED);
    }

    static void failed(Mail mail, int times) {
        write(mail, FAILED, times);
        mail.removeAttribute(WAITED);
    }

    /** How often it was put back since the last attempt, because its destination was busy. */
    static int waited(Mail mail) {
        return read(mail, WAITED);
    }

    static void waited(Mail mail, int times) {
        write(mail, WAITED, times);
    }

    private static int read(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, Integer.class).orElse(0);
    }

    private static void write(Mail mail, AttributeName name, int value) {
        mail.setAttribute(new Attribute(name, AttributeValue.of(value)));
    }
}
