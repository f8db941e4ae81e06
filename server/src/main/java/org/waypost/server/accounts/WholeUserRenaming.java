package org.waypost.server.accounts;

import com.google.common.io.BaseEncoding;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.task.Task;
import org.apache.james.user.api.UsernameChangeTaskStep;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.accounts.welcome.WelcomeBook;
import org.waypost.server.users.RenamedUsers;
import org.waypost.webadmin.accounts.UserRenaming;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives a user another name: the new login first, then what the steps of James and Waypost move, then the old login goes. */
final class WholeUserRenaming implements UserRenaming {
    private static final int PASSWORD_OCTETS = 24;

    private final UsersRepository users;
    private final RenamedUsers renamed;
    private final WelcomeBook welcomes;
    private final List<UsernameChangeTaskStep> steps;
    private final WholeAccountRemoval removal;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    WholeUserRenaming(
            UsersRepository users,
            RenamedUsers renamed,
            WelcomeBook welcomes,
            Set<UsernameChangeTaskStep> steps,
            WholeAccountRemoval removal,
            Clock clock) {
        this.users = users;
        this.renamed = renamed;
        this.welcomes = welcomes;
        this.steps = steps.stream()
                .sorted(Comparator.comparingInt(UsernameChangeTaskStep::priority))
                .toList();
        this.removal = removal;
        this.clock = clock;
    }

    @Override
    public boolean isBegun(Username from, Username to) {
        return renamed.isBegun(from, to);
    }

    @Override
    public Task rename(Username from, Username to) {
        AtomicReference<String> step = new AtomicReference<>("waiting");
        Mono<Void> work = ReactorBlocking.run(() -> {
                    step.set("login of " + to.asString());
                    login(from, to);
                })
                .thenMany(Flux.fromIterable(steps))
                .concatMap(each -> Mono.fromRunnable(() -> step.set(each.name().asString()))
                        .then(Mono.from(each.changeUsername(from, to))))
                .then(removal.remove(from, false, step))
                .then(ReactorBlocking.run(() -> renamed.end(to)));
        return new AccountTask(AccountTask.RENAMING, from.asString() + " to " + to.asString(), step, work, clock);
    }

    private void login(Username from, Username to) throws UsersRepositoryException {
        if (!users.contains(from)) {
            return;
        }
        renamed.begin(from, to);
        if (!users.contains(to)) {
            // Who was here before is not new.
            Mono.from(welcomes.owe(to, clock.instant()))
                    .then(Mono.from(welcomes.sent(to)))
                    .block();
            byte[] password = new byte[PASSWORD_OCTETS];
            random.nextBytes(password);
            users.addUser(to, BaseEncoding.base64Url().encode(password));
        }
        renamed.takePassword(from, to);
    }
}
