package org.waypost.protocols.challenge;

import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.waypost.accounts.challenge.ChallengeTokens;
import org.waypost.accounts.challenge.ChallengeTokens.Purpose;
import org.waypost.accounts.challenge.ConfirmationAddress;
import org.waypost.protocols.smtp.ServerAddresses;

/** Takes mail for {@code confirm+TOKEN} when the token was made here and its time isn't over. No store is asked for it. */
public final class ConfirmationAddresses implements ServerAddresses {
    private final ChallengeTokens tokens;

    @Inject
    public ConfirmationAddresses(ChallengeTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean take(MailAddress recipient) {
        return ConfirmationAddress.token(recipient)
                .flatMap(tokens::read)
                .filter(token -> token.purpose() == Purpose.CONFIRM && !token.expired())
                .isPresent();
    }
}
