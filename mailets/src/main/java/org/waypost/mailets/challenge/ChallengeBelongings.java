package org.waypost.mailets.challenge;

import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.challenge.KnownSenders;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.accounts.challenge.PendingMailStore;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Held mail, and whom a user knows, go with the account. */
public final class ChallengeBelongings implements Belongings {
    private final KnownSenders known;
    private final PendingMailStore pending;
    private final HeldMail mails;

    @Inject
    public ChallengeBelongings(KnownSenders known, PendingMailStore pending, HeldMail mails) {
        this.known = known;
        this.pending = pending;
        this.mails = mails;
    }

    @Override
    public String name() {
        return "held mail";
    }

    @Override
    public Mono<Void> remove(Scope scope) {
        if (scope instanceof Scope.OfUser of) {
            return pending.of(of.user())
                    .concatMap(
                            mail -> Mono.fromCallable(() -> mails.drop(mail)).subscribeOn(Schedulers.boundedElastic()))
                    .then(known.removeAll(of.user()));
        }
        return Mono.empty();
    }

    @Override
    public Mono<Void> move(Username from, Username to) {
        return known.of(from)
                .concatMap(sender -> known.add(to, sender))
                .then(known.removeAll(from))
                .thenMany(pending.of(from).filter(PendingMail::waits))
                .concatMap(mail -> moved(mail, to))
                .then();
    }

    /** The new one is there before the old one goes; the blob is that of both. */
    private Mono<Void> moved(PendingMail mail, Username to) {
        return Mono.fromCallable(() -> mail.forUser(to, address(to)))
                .flatMap(pending::add)
                .then(pending.remove(mail));
    }

    private static MailAddress address(Username user) throws AddressException {
        return user.asMailAddress();
    }
}
