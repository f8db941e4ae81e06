package org.waypost.protocols.pop3;

import java.util.List;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.pop3.POP3Response;

/** Answers with extended response codes (RFC 2449 §8, RFC 3206). */
final class Answers {

    private Answers() {}

    /** A refusal that a right password would not change. */
    static Response permanent(String text) {
        return new POP3Response(POP3Response.ERR_RESPONSE, "[SYS/PERM] " + text);
    }

    /** A refusal that may be gone later. */
    static Response temporary(String text) {
        return new POP3Response(POP3Response.ERR_RESPONSE, "[SYS/TEMP] " + text);
    }

    /** A refusal of the credentials. */
    static POP3Response credentials(String text) {
        return new POP3Response(POP3Response.ERR_RESPONSE, "[AUTH] " + text);
    }

    static Response error(String text) {
        return new POP3Response(POP3Response.ERR_RESPONSE, text);
    }

    /** RFC 5034 §4: an empty challenge. */
    static Response challenge() {
        return new Response() {
            @Override
            public String getRetCode() {
                return "+";
            }

            @Override
            public List<CharSequence> getLines() {
                return List.of("+ ");
            }

            @Override
            public boolean isEndSession() {
                return false;
            }
        };
    }
}
