package org.waypost.server.accounts;

import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsernameChangeTaskStep;
import org.reactivestreams.Publisher;
import org.waypost.accounts.belongings.Belongings;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What Waypost keeps of a user is moved when James renames it, after James' own steps. */
final class BelongingsStep implements UsernameChangeTaskStep {
    private static final StepName NAME = new StepName("WaypostUsernameChangeTaskStep");
    private static final int AFTER_THOSE_OF_JAMES = 20;

    private final Set<Belongings> belongings;

    @Inject
    BelongingsStep(Set<Belongings> belongings) {
        this.belongings = belongings;
    }

    @Override
    public StepName name() {
        return NAME;
    }

    @Override
    public int priority() {
        return AFTER_THOSE_OF_JAMES;
    }

    @Override
    public Publisher<Void> changeUsername(Username from, Username to) {
        return Flux.fromIterable(belongings)
                .concatMap(each -> Mono.from(each.move(from, to)))
                .then();
    }
}
