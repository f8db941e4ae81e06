package org.waypost.accounts.challenge;

import java.time.Clock;

class MemoryChallengeStoresTest implements PendingMailStoreContract, KnownSendersContract, SentChallengesContract {
    private final PendingMailStore pending = new MemoryPendingMailStore();
    private final KnownSenders known = new MemoryKnownSenders();
    private final SentChallenges sent = new MemorySentChallenges(Clock.systemUTC());

    @Override
    public PendingMailStore pending() {
        return pending;
    }

    @Override
    public KnownSenders known() {
        return known;
    }

    @Override
    public SentChallenges sent() {
        return sent;
    }
}
