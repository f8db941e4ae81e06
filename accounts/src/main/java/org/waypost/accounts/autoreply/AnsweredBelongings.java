package org.waypost.accounts.autoreply;

import java.time.Clock;
import java.time.Duration;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Mono;

/** Whom a user answered goes with the user, and stays known under another name. */
public final class AnsweredBelongings implements Belongings {
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final AnsweredSenders answered;
    private final Clock clock;

    @Inject
    public AnsweredBelongings(AnsweredSenders answered, Clock clock) {
        this.answered = answered;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "answered senders";
    }

    @Override
    public Mono<Void> remove(Scope scope) {
        return scope instanceof Scope.OfUser of ? answered.clear(of.user()) : Mono.empty();
    }

    @Override
    public Mono<Void> move(Username from, Username to) {
        return answered.of(from).concatMap(one -> move(to, one)).then(answered.clear(from));
    }

    private Mono<Boolean> move(Username to, Answered one) {
        Duration left = Duration.between(clock.instant(), one.until());
        if (left.compareTo(LEAST) < 0) {
            return Mono.empty();
        }
        try {
            return answered.claim(to, one.reply(), new MailAddress(one.sender()), left);
        } catch (AddressException e) {
            return Mono.error(e);
        }
    }
}
