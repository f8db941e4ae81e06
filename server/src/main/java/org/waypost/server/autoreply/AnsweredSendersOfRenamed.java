package org.waypost.server.autoreply;

import java.time.Clock;
import java.time.Duration;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsernameChangeTaskStep;
import org.reactivestreams.Publisher;
import org.waypost.accounts.autoreply.Answered;
import org.waypost.accounts.autoreply.AnsweredSenders;
import reactor.core.publisher.Mono;

/** Whom a user answered stays known under the new name. */
final class AnsweredSendersOfRenamed implements UsernameChangeTaskStep {
    private static final int PRIORITY = 20;

    private final AnsweredSenders answered;
    private final Clock clock;

    @Inject
    AnsweredSendersOfRenamed(AnsweredSenders answered, Clock clock) {
        this.answered = answered;
        this.clock = clock;
    }

    @Override
    public StepName name() {
        return new StepName("AnsweredSenders");
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Publisher<Void> changeUsername(Username before, Username after) {
        return answered.of(before).concatMap(one -> move(after, one)).then(answered.clear(before));
    }

    private Mono<Boolean> move(Username after, Answered one) {
        Duration left = Duration.between(clock.instant(), one.until());
        if (left.compareTo(Duration.ofSeconds(1)) < 0) {
            return Mono.empty();
        }
        try {
            return answered.claim(after, one.reply(), new MailAddress(one.sender()), left);
        } catch (AddressException e) {
            return Mono.error(e);
        }
    }
}
