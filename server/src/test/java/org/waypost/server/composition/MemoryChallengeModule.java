package org.waypost.server.composition;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import org.waypost.accounts.challenge.KnownSenders;
import org.waypost.accounts.challenge.MemoryKnownSenders;
import org.waypost.accounts.challenge.MemoryPendingMailStore;
import org.waypost.accounts.challenge.MemorySentChallenges;
import org.waypost.accounts.challenge.PendingMailStore;
import org.waypost.accounts.challenge.SentChallenges;

/** Held mail, known senders and sent challenges, in memory. */
final class MemoryChallengeModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(PendingMailStore.class).to(MemoryPendingMailStore.class).in(Singleton.class);
        bind(KnownSenders.class).to(MemoryKnownSenders.class).in(Singleton.class);
        bind(SentChallenges.class).to(MemorySentChallenges.class).in(Singleton.class);
    }
}
