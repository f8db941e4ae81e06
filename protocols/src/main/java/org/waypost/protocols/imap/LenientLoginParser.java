package org.waypost.protocols.imap;

import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.imap.api.ImapConstants;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.Tag;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.decode.DecodingException;
import org.apache.james.imap.decode.ImapRequestLineReader;
import org.apache.james.imap.decode.base.AbstractImapCommandParser;
import org.apache.james.imap.message.request.LoginRequest;
import org.waypost.protocols.login.PlainCredentials;

/** Reads LOGIN (RFC 9051 §6.2.3). James' own parser throws on a name such as {@code a@b@c}, and the session dies. */
final class LenientLoginParser extends AbstractImapCommandParser {

    @Inject
    LenientLoginParser(StatusResponseFactory responses) {
        super(ImapConstants.LOGIN_COMMAND, responses);
    }

    @Override
    protected ImapMessage decode(ImapRequestLineReader request, Tag tag, ImapSession session) throws DecodingException {
        String name = request.astring();
        String password = request.astring();
        request.eol();
        Username user = PlainCredentials.user(name).orElse(null);
        return user == null ? new UnusableLogin(tag) : new LoginRequest(user, password, tag);
    }
}
