package org.waypost.protocols.imap;

import org.apache.james.core.Username;
import org.apache.james.imap.api.Tag;
import org.apache.james.imap.message.request.LoginRequest;

/** A LOGIN with a name that no user can have. It is answered as any wrong password is, and counted. */
final class UnusableLogin extends LoginRequest {

    UnusableLogin(Tag tag) {
        super(Username.of("unusable"), "", tag);
    }
}
