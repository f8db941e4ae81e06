package org.waypost.mailets.autoreply;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.util.html.HtmlTextExtractor;
import org.waypost.accounts.autoreply.Reply;

/** What an answer says where its owner said nothing. */
final class ReplyText {
    /** RFC 8621 §8: an answer without any text gets one. */
    static final String STANDARD = "I received your message, but I am away and will answer it later.\n";

    private static final int LONGEST_SUBJECT = 200;

    private final HtmlTextExtractor html;

    ReplyText(HtmlTextExtractor html) {
        this.html = html;
    }

    /** The plain text, which every answer has (RFC 2046 §5.1.4: the simplest form). */
    String plain(Reply reply) {
        if (reply.text() != null && !reply.text().isBlank()) {
            return reply.text();
        }
        if (reply.html() != null && !reply.html().isBlank()) {
            return html.toPlainText(reply.html());
        }
        return STANDARD;
    }

    /** RFC 3834 §3.1.5: the subject of the message behind "Auto: ", unless the owner chose one. */
    static String subject(Reply reply, MimeMessage message) throws MessagingException {
        if (reply.ownSubject().isPresent()) {
            return reply.ownSubject().get();
        }
        String subject = message.getSubject();
        if (subject == null || subject.isBlank()) {
            return "Auto: your message";
        }
        String kept = subject.strip();
        return "Auto: " + (kept.length() > LONGEST_SUBJECT ? kept.substring(0, LONGEST_SUBJECT) + "..." : kept);
    }
}
