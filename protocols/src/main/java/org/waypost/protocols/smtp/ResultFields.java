package org.waypost.protocols.smtp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Mail;
import org.waypost.policy.message.RawHeader;
import org.waypost.policy.sender.AuthenticationResults;

/**
 * Puts our Authentication-Results before a message and takes away those that others wrote in our name (RFC 8601 §5), byte
 * for byte, so that no signature breaks. Fields of others stay.
 */
final class ResultFields {
    private ResultFields() {}

    /** The message as it came; to be closed. */
    static InputStream content(Mail mail) throws IOException {
        try {
            return new MimeMessageInputStream(mail.getMessage());
        } catch (MessagingException e) {
            throw new IOException("the message can't be read", e);
        }
    }

    /**
     * Rewrites the message, if there is anything to rewrite.
     *
     * @param ours   the name that nobody else may use
     * @param fields to be put at the top, folded, without line ends behind
     * @return how many forged fields there were
     */
    static int write(Mail mail, String ours, List<String> fields) throws IOException, MessagingException {
        try (InputStream in = new BufferedInputStream(content(mail))) {
            RawHeader header = RawHeader.read(in);
            List<RawHeader.Field> kept = new ArrayList<>(header.fields());
            kept.removeIf(field -> field.name().equals(AuthenticationResults.NAME)
                    && AuthenticationResults.claims(field.value(), ours));
            int forged = header.fields().size() - kept.size();
            if (forged > 0 || !fields.isEmpty()) {
                replace(mail, fields, new RawHeader(kept, header.ended()), in);
            }
            return forged;
        }
    }

    private static void replace(Mail mail, List<String> fields, RawHeader header, InputStream body)
            throws IOException, MessagingException {
        MimeMessageInputStreamSource source = MimeMessageInputStreamSource.create(mail.getName());
        try {
            try (OutputStream out = source.getWritableOutputStream()) {
                for (String field : fields) {
                    out.write((field + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
                header.writeTo(out);
                body.transferTo(out);
            }
            ((MailImpl) mail).setMessageContent(source);
        } catch (IOException | MessagingException | RuntimeException e) {
            LifecycleUtil.dispose(source);
            throw e;
        }
    }
}
