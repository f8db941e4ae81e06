package org.waypost.mailets.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders.Header;

/** Headers that only one recipient gets: added to the message while it is delivered, then taken back. */
final class RecipientHeaders implements AutoCloseable {
    private static final String[] NONE = {};

    private final MimeMessage message;
    private final Map<String, String[]> before;

    private RecipientHeaders(MimeMessage message, Map<String, String[]> before) {
        this.message = message;
        this.before = before;
    }

    static RecipientHeaders add(Mail mail, MailAddress recipient) throws MessagingException {
        MimeMessage message = mail.getMessage();
        Map<String, String[]> before = new LinkedHashMap<>();
        for (String name : mail.getPerRecipientSpecificHeaders().getHeaderNamesForRecipient(recipient)) {
            String[] values = message.getHeader(name);
            before.put(name, values == null ? NONE : values);
        }
        for (Header header : mail.getPerRecipientSpecificHeaders().getHeadersForRecipient(recipient)) {
            message.addHeader(header.getName(), header.getValue());
        }
        return new RecipientHeaders(message, before);
    }

    @Override
    public void close() throws MessagingException {
        for (Map.Entry<String, String[]> header : before.entrySet()) {
            message.removeHeader(header.getKey());
            for (String value : header.getValue()) {
                message.addHeader(header.getKey(), value);
            }
        }
    }
}
