package org.waypost.protocols.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.DataLineFilter;

/**
 * Puts the Received field before a message (RFC 5321 §4.4): the client's address, never a looked-up name. Stock James
 * waits for a reverse look-up here, and writes none when the message begins with an empty line.
 */
public final class TraceHeader implements DataLineFilter {

    private static final AttachmentKey<Boolean> WRITTEN = AttachmentKey.of("waypostTraceWritten", Boolean.class);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT);

    private final Clock clock;

    /** Made for each listener. */
    @Inject
    public TraceHeader(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Response onLine(SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
        if (session.getAttachment(WRITTEN, State.Transaction).isEmpty()) {
            session.setAttachment(WRITTEN, true, State.Transaction);
            for (String part : field(session)) {
                Response refusal = next.onLine(session, (part + "\r\n").getBytes(StandardCharsets.US_ASCII));
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        return next.onLine(session, line);
    }

    private List<String> field(SMTPSession session) {
        String helo = session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection)
                .orElse("unknown");
        String address = session.getRemoteAddress().getAddress().getHostAddress();
        // RFC 5321 §4.1.3: an IPv6 address literal is tagged.
        String literal = address.indexOf(':') >= 0 ? "IPv6:" + address : address;
        return List.of(
                "Received: from %s (unknown [%s])".formatted(helo, literal),
                "          by %s (%s) with %s id %s%s;"
                        .formatted(
                                session.getConfiguration().getHelloName(),
                                session.getConfiguration().getSoftwareName(),
                                protocol(session),
                                session.getSessionID(),
                                onlyRecipient(session)),
                "          " + DATE.format(ZonedDateTime.now(clock)));
    }

    private static String onlyRecipient(SMTPSession session) {
        List<MailAddress> recipients =
                session.getAttachment(SMTPSession.RCPT_LIST, State.Transaction).orElse(List.of());
        // RFC 5321 §7.6: naming one of several recipients would show a blind copy.
        return recipients.size() == 1
                ? "\r\n          for <" + recipients.get(0).asString() + ">"
                : "";
    }

    private static String protocol(SMTPSession session) {
        // RFC 3848: S for TLS, A for an authenticated client.
        String secured = (session.isTLSStarted() ? "S" : "") + (session.getUsername() == null ? "" : "A");
        if (ListenerRules.of(session).answersPerRecipient()) {
            return "LMTP" + secured;
        }
        boolean extended = session.getAttachment(SMTPSession.CURRENT_HELO_MODE, State.Connection)
                .filter("EHLO"::equals)
                .isPresent();
        return extended ? "ESMTP" + secured : "SMTP";
    }
}
