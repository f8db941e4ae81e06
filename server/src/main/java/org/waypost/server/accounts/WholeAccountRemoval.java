package org.waypost.server.accounts;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.task.Task;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.util.ReactorUtils;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.Scope;
import org.waypost.webadmin.accounts.AccountRemoval;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Removes accounts: the login first, so that nothing new comes, then everything that some part keeps for them. */
final class WholeAccountRemoval implements AccountRemoval {
    private final UsersRepository users;
    private final DomainList domains;
    private final List<Belongings> belongings;
    private final Clock clock;

    @Inject
    WholeAccountRemoval(UsersRepository users, DomainList domains, Set<Belongings> belongings, Clock clock) {
        this.users = users;
        this.domains = domains;
        this.belongings = belongings.stream()
                .sorted(Comparator.comparing(Belongings::name))
                .toList();
        this.clock = clock;
    }

    @Override
    public Task user(Username user, boolean keepMail) {
        AtomicReference<String> step = new AtomicReference<>("waiting");
        return new AccountTask(AccountTask.REMOVAL, user.asString(), step, remove(user, keepMail, step), clock);
    }

    @Override
    public Flux<Username> usersOf(Domain domain) {
        return Flux.from(users.listReactive())
                .filter(user -> user.getDomainPart().filter(domain::equals).isPresent());
    }

    @Override
    public Task domain(Domain domain, boolean keepMail) {
        AtomicReference<String> step = new AtomicReference<>("waiting");
        Mono<Void> work = Flux.from(usersOf(domain))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(user -> remove(user, keepMail, step))
                .then(all(Scope.domain(domain), keepMail, step))
                .then(ReactorBlocking.run(() -> {
                    step.set("domain");
                    domains.removeDomain(domain);
                }));
        return new AccountTask(AccountTask.REMOVAL, domain.asString(), step, work, clock);
    }

    /** Removes the login, if it is there, and what belongs to it. */
    Mono<Void> remove(Username user, boolean keepMail, AtomicReference<String> step) {
        return ReactorBlocking.run(() -> {
                    step.set("login of " + user.asString());
                    if (users.contains(user)) {
                        users.removeUser(user);
                    }
                })
                .then(all(Scope.user(user), keepMail, step));
    }

    private Mono<Void> all(Scope scope, boolean keepMail, AtomicReference<String> step) {
        return Flux.fromIterable(belongings)
                .filter(each -> !keepMail || !(each instanceof MailBelongings))
                .concatMap(each -> Mono.fromRunnable(() -> step.set(each.name() + " of " + scope.asString()))
                        .then(Mono.from(each.remove(scope))))
                .then()
                .subscribeOn(ReactorUtils.BLOCKING_CALL_WRAPPER);
    }
}
