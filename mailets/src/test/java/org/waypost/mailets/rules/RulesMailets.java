package org.waypost.mailets.rules;

import java.time.Clock;
import java.util.List;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.user.api.UsersRepository;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.forward.ForwardRules;
import org.waypost.accounts.rules.RuleSettings;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Sections;
import org.waypost.mailets.forward.ForwardWorld;
import org.waypost.mailets.forward.Onward;
import org.waypost.policy.forward.Forwarding;

/** The mailet of this package over settings in memory. */
public final class RulesMailets {
    private RulesMailets() {}

    static AccountSettings settings() {
        Clock clock = Clock.systemUTC();
        return new AccountSettings(
                new Sections(List.of(RuleSettings.SECTION, ForwardRules.SECTION)),
                new MemorySettingsStore(),
                new ChangeFeed(new MemoryChangeLog(clock), clock));
    }

    /** The mailet without any rules. */
    public static UserRules userRules(UsersRepository users, MetricFactory metrics) {
        return userRules(settings(), users, metrics);
    }

    static UserRules userRules(AccountSettings settings, UsersRepository users, MetricFactory metrics) {
        Forwarding forwarding = ForwardWorld.forwarding(settings, users);
        return new UserRules(
                new org.waypost.policy.rules.UserRules(settings),
                users,
                new RuleForward(forwarding, new Onward(forwarding)),
                metrics);
    }
}
