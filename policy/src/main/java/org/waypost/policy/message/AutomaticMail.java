package org.waypost.policy.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;

/**
 * Tells messages of programs from those of people, for all that answers mail by itself: to answer a program is useless, and two
 * programs that answer each other never end (RFC 3834 §2, RFC 5230 §4.6).
 */
public final class AutomaticMail {
    private static final Pattern ROBOT = Pattern.compile(
            "(mailer-daemon|postmaster|no-?reply|do-?not-?reply|donotreply|bounces?|listserv|majordomo|.*-request"
                    + "|.*-(owner|bounces|return)|owner-.*|bounces?[+=].*|prvs=.*|srs[01]=.*|robot|daemon|root|nobody|notifications?)",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> LIST_FIELDS = List.of(
            "List-Id",
            "List-Help",
            "List-Subscribe",
            "List-Unsubscribe",
            "List-Post",
            "List-Owner",
            "List-Archive",
            "Mailing-List",
            "X-Mailing-List",
            "X-BeenThere",
            "X-ML-Name");

    private AutomaticMail() {}

    /**
     * Why a message is a program's; absent for one of a person.
     *
     * @return a short reason for the log
     * @throws MessagingException when the header can't be read
     */
    public static Optional<String> reason(MaybeSender sender, MimeMessage message) throws MessagingException {
        // RFC 3834 §2, RFC 5321 §4.5.5: no return path.
        if (sender.isNullSender()) {
            return Optional.of("null return path");
        }
        Optional<MailAddress> address = sender.asOptional();
        if (address.isPresent() && isRobot(address.get())) {
            return Optional.of("robot address " + address.get().asString());
        }
        return reason(message);
    }

    /** The same by the header alone. */
    public static Optional<String> reason(MimeMessage message) throws MessagingException {
        // RFC 3834 §5: anything but "no".
        String submitted = first(message, "Auto-Submitted");
        if (submitted != null && !submitted.split(";")[0].trim().equals("no")) {
            return Optional.of("Auto-Submitted: " + submitted);
        }
        for (String field : LIST_FIELDS) {
            if (first(message, field) != null) {
                return Optional.of("mailing list (" + field + ")");
            }
        }
        String precedence = first(message, "Precedence");
        if (precedence != null && precedence.matches("bulk|list|junk|auto_reply")) {
            return Optional.of("Precedence: " + precedence);
        }
        // What Exchange and others say in place of the standard's field.
        String suppress = first(message, "X-Auto-Response-Suppress");
        if (suppress != null && suppress.matches(".*\\b(all|autoreply|oof)\\b.*")) {
            return Optional.of("X-Auto-Response-Suppress: " + suppress);
        }
        for (String field : List.of("X-Autoreply", "X-Autorespond", "X-Loop", "Feedback-ID", "X-Waypost-Notice")) {
            if (first(message, field) != null) {
                return Optional.of(field);
            }
        }
        return report(message);
    }

    /** RFC 3464, RFC 8098: a report, whatever its return path. */
    private static Optional<String> report(MimeMessage message) throws MessagingException {
        String type = first(message, "Content-Type");
        return type != null && type.startsWith("multipart/report") ? Optional.of("multipart/report") : Optional.empty();
    }

    /** Whether a program reads what is sent to this address, by its name. */
    public static boolean isRobot(MailAddress address) {
        return ROBOT.matcher(address.getLocalPart()).matches();
    }

    private static String first(MimeMessage message, String field) throws MessagingException {
        String[] values = message.getHeader(field);
        return values == null || values.length == 0 ? null : values[0].trim().toLowerCase(Locale.ROOT);
    }
}
