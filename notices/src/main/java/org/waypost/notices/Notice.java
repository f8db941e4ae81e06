package org.waypost.notices;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeBodyPart;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import javax.mail.internet.MimeUtility;
import org.apache.james.core.MailAddress;

/**
 * One message of the server.
 *
 * @param from     whose name it bears
 * @param to       who gets it
 * @param subject  any text; line ends become spaces
 * @param text     the plain form
 * @param html     the HTML form, beside the plain one
 * @param kind     the value of {@code Auto-Submitted}
 * @param headers  further fields; names and values are checked, so that nobody's text can add fields (CVE-2024-21742)
 */
public record Notice(
        MailAddress from,
        MailAddress to,
        String subject,
        String text,
        Optional<String> html,
        Kind kind,
        Map<String, String> headers) {

    /** RFC 3834 §5. */
    public enum Kind {
        /** An answer to a message. */
        REPLIED("auto-replied"),
        /** Written because something happened. */
        GENERATED("auto-generated");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** The field that marks messages of this program, so that two servers with Waypost know each other's. */
    public static final String MARK = "X-Waypost-Notice";

    public Notice {
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (!name.matches("[!-9;-~]+")) {
                throw new IllegalArgumentException("'" + name + "' can't name a header field (RFC 5322 §2.2)");
            }
            if (value.matches("(?s).*[\\r\\n].*")) {
                throw new IllegalArgumentException("the header field " + name + " has a line end in its value");
            }
        });
    }

    /** A plain text. */
    public static Notice of(MailAddress from, MailAddress to, String subject, String text, Kind kind) {
        return new Notice(from, to, subject, text, Optional.empty(), kind, Map.of());
    }

    /** The same with a form in HTML. */
    public Notice withHtml(String markup) {
        return new Notice(from, to, subject, text, Optional.of(markup), kind, headers);
    }

    /** The same with one more field. */
    public Notice with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Notice(from, to, subject, text, html, kind, more);
    }

    /**
     * The same as an answer (RFC 5322 §3.6.4): in the thread of the message that is answered.
     *
     * @param original the message that is answered
     */
    public Notice inReplyTo(MimeMessage original) throws MessagingException {
        String id = original.getHeader("Message-ID", null);
        if (id == null) {
            return this;
        }
        String references = original.getHeader("References", " ");
        String thread = references == null ? original.getHeader("In-Reply-To", " ") : references;
        return with("In-Reply-To", folded(id))
                .with("References", thread == null ? folded(id) : folded(shortened(thread) + " " + id));
    }

    /** RFC 5322 §2.1.1 bounds lines, and long threads are cut: the first and the latest matter to readers. */
    private static String shortened(String references) {
        String[] ids = folded(references).split(" ");
        if (ids.length <= 20) {
            return String.join(" ", ids);
        }
        StringBuilder some = new StringBuilder(ids[0]);
        for (int index = ids.length - 19; index < ids.length; index++) {
            some.append(' ').append(ids[index]);
        }
        return some.toString();
    }

    private static String folded(String value) {
        return value.replaceAll("\\s+", " ").trim();
    }

    /**
     * The message as it is sent.
     *
     * @param now the moment of its date
     */
    public MimeMessage message(Instant now) throws MessagingException {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(new InternetAddress(from.asString()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.asString()));
        message.setSubject(folded(subject), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(now));
        message.setHeader("Auto-Submitted", kind.word);
        message.setHeader(MARK, "1");
        for (Map.Entry<String, String> field : headers.entrySet()) {
            message.setHeader(field.getKey(), encoded(field.getKey(), field.getValue()));
        }
        if (html.isPresent()) {
            MimeMultipart alternative = new MimeMultipart("alternative", part(text, "plain"), part(html.get(), "html"));
            message.setContent(alternative);
        } else {
            message.setText(text, StandardCharsets.UTF_8.name());
        }
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    private static String encoded(String name, String value) throws MessagingException {
        try {
            return MimeUtility.fold(
                    name.length() + 2, MimeUtility.encodeText(value, StandardCharsets.UTF_8.name(), null));
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("UTF-8 is missing", e);
        }
    }
}
