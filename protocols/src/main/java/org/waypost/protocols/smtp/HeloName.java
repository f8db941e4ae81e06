package org.waypost.protocols.smtp;

import java.util.regex.Pattern;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;

/**
 * The name by which a client greets (RFC 5321 §4.1.1.1). The check is lenient, as clients are: any name or address of
 * up to 255 letters, digits, dots, hyphens and underscores, or an address in brackets; but nothing that could be taken
 * for more in a log or a trace header.
 */
public final class HeloName {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,255}");
    private static final Pattern LITERAL = Pattern.compile("\\[(IPv6:)?[0-9A-Fa-f.:]{1,45}]", Pattern.CASE_INSENSITIVE);
    private static final Response INVALID = new SMTPResponse(
                    SMTPRetCode.SYNTAX_ERROR_ARGUMENTS, "5.5.4 A domain name or address in brackets is needed")
            .immutable();

    private HeloName() {}

    /** Whether the name may stand in a greeting. */
    public static boolean isValid(String name) {
        return NAME.matcher(name).matches() || LITERAL.matcher(name).matches();
    }

    /** Keeps the name and begins anew, or gives the refusal and changes nothing. */
    public static Response accept(SMTPSession session, String argument) {
        String name = argument == null ? "" : argument.trim();
        if (!isValid(name)) {
            return INVALID;
        }
        session.resetState();
        session.setAttachment(SMTPSession.CURRENT_HELO_NAME, name, State.Connection);
        return null;
    }
}
