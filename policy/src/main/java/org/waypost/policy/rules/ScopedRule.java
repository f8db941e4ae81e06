package org.waypost.policy.rules;

import org.waypost.accounts.rules.Rule;
import org.waypost.accounts.settings.Scope;

/**
 * A rule and who made it.
 *
 * @param scope server, domain or user
 */
public record ScopedRule(Scope scope, Rule rule) {
    /** For logs: such as {@code "no invoices" of user:bob@example.org}. */
    public String asString() {
        return '"' + rule.name() + "\" of " + scope.asString();
    }
}
