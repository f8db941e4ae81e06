package org.waypost.server.accounts;

import java.nio.charset.StandardCharsets;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.sieverepository.api.ScriptContent;
import org.apache.james.sieverepository.api.ScriptName;
import org.apache.james.sieverepository.api.ScriptSummary;
import org.apache.james.sieverepository.api.SieveRepository;
import org.apache.james.sieverepository.api.exception.ScriptNotFoundException;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Mono;

/** Sieve scripts of a user, and which of them is active. */
final class ScriptBelongings implements Belongings {
    private final SieveRepository scripts;

    @Inject
    ScriptBelongings(SieveRepository scripts) {
        this.scripts = scripts;
    }

    @Override
    public String name() {
        return "sieve";
    }

    @Override
    public Mono<Void> remove(Scope scope) {
        return scope instanceof Scope.OfUser of ? ReactorBlocking.run(() -> remove(of.user())) : Mono.empty();
    }

    private void remove(Username user) throws Exception {
        // An active script can't be deleted; no script is active then.
        scripts.setActive(user, SieveRepository.NO_SCRIPT_NAME);
        for (ScriptSummary script : scripts.listScripts(user)) {
            try {
                scripts.deleteScript(user, script.getName());
            } catch (ScriptNotFoundException e) {
                continue;
            }
        }
    }

    @Override
    public Mono<Void> move(Username from, Username to) {
        return ReactorBlocking.run(() -> {
            for (ScriptSummary script : scripts.listScripts(from)) {
                ScriptName name = script.getName();
                scripts.putScript(
                        to,
                        name,
                        new ScriptContent(
                                new String(scripts.getScript(from, name).readAllBytes(), StandardCharsets.UTF_8)));
                if (script.isActive()) {
                    scripts.setActive(to, name);
                }
            }
            remove(from);
        });
    }
}
