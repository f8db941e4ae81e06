package org.waypost.server.quota;

import javax.inject.Inject;
import org.apache.james.core.Username;
import org.reactivestreams.Publisher;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.Scope;
import org.waypost.policy.quota.WarnedStages;
import reactor.core.publisher.Mono;

/** Of what users were warned goes with them: under another name, or when the name is given again, they are warned anew. */
final class WarningBelongings implements Belongings {
    private final WarnedStages stages;

    @Inject
    WarningBelongings(WarnedStages stages) {
        this.stages = stages;
    }

    @Override
    public String name() {
        return "quota warnings";
    }

    @Override
    public Publisher<Void> remove(Scope scope) {
        return scope instanceof Scope.OfUser of ? stages.remove(of.user()) : Mono.empty();
    }

    @Override
    public Publisher<Void> move(Username from, Username to) {
        return stages.remove(from);
    }
}
