package org.waypost.mailets.delivery;

import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * The name under which a message first entered the queue.
 *
 * <p>James names the parts of a split message anew, at random, on every pass. What must be known again after a crash
 * is therefore kept in an attribute, which survives splitting, requeueing and a restart.
 */
public final class QueueIdentity {
    /** Stored with the message so that a second pass finds what the first one delivered. */
    static final String HEADER = "X-Waypost-Queue-Id";

    private static final AttributeName ID = AttributeName.of("org.waypost.queue.id");
    private static final AttributeName TRIED = AttributeName.of("org.waypost.delivery.tried");

    private QueueIdentity() {}

    static void assign(Mail mail) {
        if (mail.getAttribute(ID).isEmpty()) {
            mail.setAttribute(new Attribute(ID, AttributeValue.of(mail.getName())));
        }
    }

    /** The name; that of the mail itself when it has none yet. */
    public static String of(Mail mail) {
        return assigned(mail).orElseGet(mail::getName);
    }

    /** Says that a delivery was begun in an earlier pass, so that it may have succeeded unnoticed. */
    public static void markTried(Mail mail) {
        mail.setAttribute(new Attribute(TRIED, AttributeValue.of(true)));
    }

    static boolean wasTried(Mail mail) {
        return mail.getAttribute(TRIED).isPresent();
    }

    private static Optional<String> assigned(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, ID, String.class);
    }
}
