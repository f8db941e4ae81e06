package org.waypost.protocols.imap;

import org.apache.james.imap.api.Tag;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponseFactory;

/**
 * Answers with response codes that James has no name for. The code stands at the start of the text, and no command name
 * between, as RFC 9051 §7.1 wants it.
 */
final class ResponseTexts {

    private ResponseTexts() {}

    /** A tagged NO with a response code of RFC 5530 or RFC 9051 §7.1. */
    static StatusResponse no(StatusResponseFactory responses, Tag tag, String code, String text) {
        return responses.taggedNo(tag, null, text(code, text));
    }

    /** A text that begins with a response code. */
    static HumanReadableText text(String code, String text) {
        return new HumanReadableText("org.waypost.imap." + code, "[" + code + "] " + text);
    }
}
