package org.waypost.accounts.autoreply;

import java.time.Duration;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who got which automatic answer of whom, shared by all servers, so that nobody gets one twice in its period. */
public interface AnsweredSenders {

    /**
     * Asks for the right to answer a sender, and takes it. Of several that ask at once, on any servers, one gets it; until the
     * period is over or the right is given back nobody else does.
     *
     * @param reply  which answer, see {@link Reply#id}
     * @param period how long; whole seconds, at least one
     * @return whether the caller may answer
     */
    Mono<Boolean> claim(Username user, String reply, MailAddress sender, Duration period);

    /** Gives the right back, when the answer could not be sent. */
    Mono<Void> release(Username user, String reply, MailAddress sender);

    /** Whom a user answered, as far as the periods are not over. */
    Flux<Answered> of(Username user);

    /** Forgets whom a user answered: all may get an answer again. */
    Mono<Void> clear(Username user);
}
