package org.waypost.server.accounts;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.task.Task;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.webadmin.accounts.DomainRenaming;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives a domain another name: the new one first, so that nothing is without a domain, then what the old one has. */
final class WholeDomainRenaming implements DomainRenaming {
    private final DomainList domains;
    private final List<Belongings> belongings;
    private final Clock clock;

    @Inject
    WholeDomainRenaming(DomainList domains, Set<Belongings> belongings, Clock clock) {
        this.domains = domains;
        this.belongings = belongings.stream()
                .sorted(Comparator.comparing(Belongings::name))
                .toList();
        this.clock = clock;
    }

    @Override
    public Task rename(Domain from, Domain to, boolean keepOld) {
        AtomicReference<String> step = new AtomicReference<>("waiting");
        Mono<Void> work = ReactorBlocking.run(() -> {
                    step.set("domain " + to.asString());
                    if (!domains.containsDomain(to)) {
                        domains.addDomain(to);
                    }
                })
                .thenMany(Flux.fromIterable(belongings))
                .concatMap(each -> Mono.fromRunnable(() -> step.set(each.name() + " of " + from.asString()))
                        .then(Mono.from(each.move(from, to))))
                .then(ReactorBlocking.run(() -> {
                    step.set("domain " + from.asString());
                    if (!keepOld && domains.containsDomain(from)) {
                        domains.removeDomain(from);
                    }
                }));
        return new AccountTask(AccountTask.RENAMING, from.asString() + " to " + to.asString(), step, work, clock);
    }
}
