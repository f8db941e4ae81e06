package org.waypost.server.challenge;

import java.util.Locale;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.waypost.accounts.challenge.ChallengeDesk;
import org.waypost.accounts.challenge.KnownSender.How;
import org.waypost.mailets.challenge.ChallengeCounts;

/** Shows held mail and challenges in JMX. */
@Singleton
final class ChallengeManagement implements ChallengeMBean {
    private final ChallengeCounts counts;
    private final ChallengeDesk desk;

    @Inject
    ChallengeManagement(ChallengeCounts counts, ChallengeDesk desk) {
        this.counts = counts;
        this.desk = desk;
    }

    @Override
    public long getMailsHeld() {
        return counts.held().getCount();
    }

    @Override
    public long getChallengesSent() {
        return counts.sent().getCount();
    }

    @Override
    public long getChallengesOverCap() {
        return counts.capped().getCount();
    }

    @Override
    public long getChallengesConfirmed() {
        return counts.confirmed().getCount();
    }

    @Override
    public long getMailsReleased() {
        return counts.released().getCount();
    }

    @Override
    public long getMailsDiscarded() {
        return counts.discarded().getCount();
    }

    @Override
    public long getMailsExpired() {
        return counts.expired().getCount();
    }

    @Override
    public long getDigestsSent() {
        return counts.digests().getCount();
    }

    @Override
    public int waitingFor(String user) {
        return desk.held(Username.of(user)).size();
    }

    @Override
    public int releaseSender(String user, String sender) {
        return desk.trust(Username.of(user), sender.toLowerCase(Locale.ROOT), How.ADMINISTRATOR);
    }
}
