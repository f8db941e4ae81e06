package org.waypost.webadmin.accounts;

import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.task.Task;
import org.apache.james.task.TaskManager;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.tasks.TaskFromRequest;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.waypost.accounts.settings.SettingRefused;
import reactor.core.publisher.Flux;
import spark.HaltException;
import spark.Request;
import spark.Service;

/** Removal and renaming of accounts under {@code /waypost/accounts}; described in docs/webadmin.md. */
public final class AccountRoutes implements Routes {
    static final String BASE = "/waypost/accounts";

    private final AccountRemoval removal;
    private final DomainRenaming renaming;
    private final UserRenaming userRenaming;
    private final UsersRepository users;
    private final DomainList domains;
    private final TaskManager tasks;
    private final JsonTransformer json;

    @Inject
    AccountRoutes(
            AccountRemoval removal,
            DomainRenaming renaming,
            UserRenaming userRenaming,
            UsersRepository users,
            DomainList domains,
            TaskManager tasks,
            JsonTransformer json) {
        this.removal = removal;
        this.renaming = renaming;
        this.userRenaming = userRenaming;
        this.users = users;
        this.domains = domains;
        this.tasks = tasks;
        this.json = json;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service http) {
        http.delete(BASE + "/users/:user", ((TaskFromRequest) this::user).asRoute(tasks), json);
        http.post(BASE + "/users/:user/rename/:new", ((TaskFromRequest) this::renameUser).asRoute(tasks), json);
        http.delete(BASE + "/domains/:domain", ((TaskFromRequest) this::domain).asRoute(tasks), json);
        http.post(BASE + "/domains/:domain/rename/:new", ((TaskFromRequest) this::rename).asRoute(tasks), json);
    }

    private Task user(Request request) {
        // Not only users that are there: a removal that was cut short has begun with the login.
        return removal.user(user("user", request), flag(request, "keepMail"));
    }

    private static Username user(String name, Request request) {
        String text = request.params(name);
        try {
            return Username.of(text);
        } catch (IllegalArgumentException e) {
            throw Refusals.refused(new SettingRefused(name, text, "a user such as bob@example.org"));
        }
    }

    private Task renameUser(Request request) throws UsersRepositoryException, DomainListException {
        Username from = user("user", request);
        Username to = user("new", request);
        if (users.isReadOnly()) {
            throw conflict("Users are those of a directory, they are renamed there");
        }
        if (from.equals(to)) {
            throw Refusals.refused(new SettingRefused("new", to.asString(), "another name"));
        }
        if (userRenaming.isBegun(from, to)) {
            return userRenaming.rename(from, to);
        }
        if (!users.contains(from)) {
            throw Refusals.notFound("There is no user " + from.asString());
        }
        Domain domain = to.getDomainPart()
                .orElseThrow(() ->
                        Refusals.refused(new SettingRefused("new", to.asString(), "a user such as bob@example.org")));
        if (!domains.containsDomain(domain)) {
            throw Refusals.notFound("There is no domain " + domain.asString());
        }
        if (users.contains(to)) {
            throw conflict("There is a user " + to.asString() + " already");
        }
        return userRenaming.rename(from, to);
    }

    private Task domain(Request request) throws DomainListException {
        Domain domain = known(request);
        if (!flag(request, "withUsers")) {
            requireNoUsers(domain, "withUsers removes them too");
        }
        return removal.domain(domain, flag(request, "keepMail"));
    }

    private Task rename(Request request) throws DomainListException {
        Domain from = known(request);
        Domain to = parsed("new", request.params("new"));
        if (from.equals(to)) {
            throw Refusals.refused(new SettingRefused("new", to.asString(), "another name"));
        }
        requireNoUsers(from, "rename them before");
        return renaming.rename(from, to, flag(request, "keepOld"));
    }

    private Domain known(Request request) throws DomainListException {
        Domain domain = parsed("domain", request.params("domain"));
        if (!domains.containsDomain(domain)) {
            throw Refusals.notFound("There is no domain " + domain.asString());
        }
        return domain;
    }

    private static Domain parsed(String name, String text) {
        try {
            return Domain.of(text);
        } catch (IllegalArgumentException e) {
            throw Refusals.refused(new SettingRefused(name, text, "a domain such as example.org"));
        }
    }

    private void requireNoUsers(Domain domain, String advice) {
        long inhabitants = Flux.from(removal.usersOf(domain)).count().block();
        if (inhabitants > 0) {
            throw conflict(domain.asString() + " has " + inhabitants + " users; " + advice);
        }
    }

    private static HaltException conflict(String why) {
        return ErrorResponder.builder()
                .statusCode(409)
                .type(ErrorResponder.ErrorType.WRONG_STATE)
                .message("%s", why)
                .haltError();
    }

    private static boolean flag(Request request, String name) {
        return request.queryParams().contains(name);
    }
}
