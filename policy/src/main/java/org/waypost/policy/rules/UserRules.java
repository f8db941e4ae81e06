package org.waypost.policy.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.waypost.accounts.rules.Condition;
import org.waypost.accounts.rules.Rule;
import org.waypost.accounts.rules.RuleSettings;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Mono;

/** Finds the rules that count for a user and what they say about a message. */
public final class UserRules {
    private final AccountSettings settings;

    @Inject
    public UserRules(AccountSettings settings) {
        this.settings = settings;
    }

    /** The enabled rules that count for a user, in the order in which they are tried: server, domain, user. */
    public Mono<List<ScopedRule>> of(Username user) {
        return settings.each(Scope.user(user), RuleSettings.SECTION).map(UserRules::inOrder);
    }

    private static List<ScopedRule> inOrder(Map<Scope, RuleSettings> narrowestFirst) {
        List<ScopedRule> rules = new ArrayList<>();
        List<Map.Entry<Scope, RuleSettings>> scopes = new ArrayList<>(narrowestFirst.entrySet());
        for (int index = scopes.size() - 1; index >= 0; index--) {
            Scope scope = scopes.get(index).getKey();
            scopes.get(index).getValue().rules().stream()
                    .filter(Rule::enabled)
                    .forEach(rule -> rules.add(new ScopedRule(scope, rule)));
        }
        return rules;
    }

    /** Whether some rule looks at the texts of a message, so that they must be read. */
    public static boolean lookAtBody(List<ScopedRule> rules) {
        return rules.stream()
                .flatMap(scoped -> scoped.rule().conditions().stream())
                .anyMatch(condition -> condition.body() != null);
    }

    /** Whether some rule may refuse. */
    public static boolean mayRefuse(List<ScopedRule> rules) {
        return rules.stream().anyMatch(scoped -> scoped.rule().action() == Rule.Action.REFUSE);
    }

    /** Tries rules one after another until one stops; the same message and rules give the same decision. */
    public static Decision decide(List<ScopedRule> rules, MessageView message, MaybeSender sender) {
        Conditions conditions = new Conditions(message, sender);
        Course course = new Course();
        for (ScopedRule scoped : rules) {
            boolean held = holds(scoped.rule(), conditions);
            course.tried.add(new Decision.Tried(scoped, held));
            if (held && !course.goesOn(scoped)) {
                break;
            }
        }
        return course.decision();
    }

    private static boolean holds(Rule rule, Conditions conditions) {
        List<Condition> all = rule.conditions();
        return rule.match() == Rule.Match.ALL
                ? all.stream().allMatch(conditions::hold)
                : all.stream().anyMatch(conditions::hold);
    }

    /** What came of the rules so far. */
    private static final class Course {
        private final List<Decision.Tried> tried = new ArrayList<>();
        private final Set<String> flags = new LinkedHashSet<>();
        private final List<Decision.Forward> forwards = new ArrayList<>();
        private Decision.Outcome outcome = Decision.Outcome.KEEP;
        private Optional<String> folder = Optional.empty();
        private Optional<ScopedRule> by = Optional.empty();

        /** Does what a rule says; false when it is the last. */
        boolean goesOn(ScopedRule scoped) {
            Rule rule = scoped.rule();
            switch (rule.action()) {
                case ACCEPT -> by = by.or(() -> Optional.of(scoped));
                case FLAG -> flags.addAll(rule.flags());
                case FILE -> {
                    folder = Optional.of(rule.folder());
                    by = Optional.of(scoped);
                }
                case FORWARD -> {
                    forwards.add(new Decision.Forward(rule.name(), rule.to()));
                    if (!rule.keep()) {
                        end(Decision.Outcome.FORWARD, scoped);
                    }
                }
                case REFUSE -> {
                    end(Decision.Outcome.REFUSE, scoped);
                    folder = Optional.ofNullable(rule.folder());
                    forwards.clear();
                    flags.clear();
                }
                case DISCARD -> end(forwards.isEmpty() ? Decision.Outcome.DISCARD : Decision.Outcome.FORWARD, scoped);
                default -> throw new IllegalStateException("unknown action " + rule.action());
            }
            return rule.then() == Rule.Then.CONTINUE;
        }

        private void end(Decision.Outcome outcome, ScopedRule scoped) {
            this.outcome = outcome;
            this.by = Optional.of(scoped);
        }

        Decision decision() {
            return new Decision(outcome, folder, Set.copyOf(flags), List.copyOf(forwards), by, List.copyOf(tried));
        }
    }
}
