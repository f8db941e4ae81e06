package org.waypost.server.quota;

import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsernameChangeTaskStep;
import org.reactivestreams.Publisher;
import org.waypost.policy.quota.WarnedStages;

/** A renamed user is warned anew under the new name. */
final class ForgetWarnings implements UsernameChangeTaskStep {
    private static final int LAST = 100;

    private final WarnedStages stages;

    @Inject
    ForgetWarnings(WarnedStages stages) {
        this.stages = stages;
    }

    @Override
    public StepName name() {
        return new StepName("QuotaWarningsUsernameChangeTaskStep");
    }

    @Override
    public int priority() {
        return LAST;
    }

    @Override
    public Publisher<Void> changeUsername(Username oldName, Username newName) {
        return stages.remove(oldName);
    }
}
