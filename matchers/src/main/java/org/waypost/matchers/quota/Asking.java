package org.waypost.matchers.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import reactor.core.publisher.Mono;

/** Asks about each recipient and waits, on a thread of the spooler. */
final class Asking {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    interface Question {
        Mono<Boolean> about(MailAddress recipient, Duration deadline);
    }

    private Asking() {}

    /** The recipients about whom the answer is yes. */
    static List<MailAddress> each(Mail mail, Question question) throws MessagingException {
        List<MailAddress> matched = new ArrayList<>();
        for (MailAddress recipient : mail.getRecipients()) {
            try {
                if (Boolean.TRUE.equals(question.about(recipient, DEADLINE).block())) {
                    matched.add(recipient);
                }
            } catch (RuntimeException e) {
                throw new MessagingException("the quota of " + recipient + " can't be read", e);
            }
        }
        return matched;
    }
}
