package org.waypost.server.accounts;

import com.google.common.base.Splitter;
import java.time.Duration;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.task.TaskManager;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsArchive;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.accounts.settings.StoredSection;
import org.waypost.webadmin.accounts.AccountRemoval;

/** Shows settings and accounts in JMX. */
final class Accounts implements AccountsMBean {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final AccountSettings settings;
    private final SettingsArchive archive;
    private final UsersRepository users;
    private final DomainList domains;
    private final AccountRemoval removal;
    private final TaskManager tasks;

    @Inject
    Accounts(
            AccountSettings settings,
            UsersRepository users,
            DomainList domains,
            AccountRemoval removal,
            TaskManager tasks) {
        this.settings = settings;
        this.archive = new SettingsArchive(settings);
        this.users = users;
        this.domains = domains;
        this.removal = removal;
        this.tasks = tasks;
    }

    private Scope known(String text) {
        Scope scope = Scope.parse(text);
        try {
            boolean there = true;
            if (scope instanceof Scope.OfUser of) {
                there = users.contains(of.user());
            } else if (scope instanceof Scope.OfDomain of) {
                there = domains.containsDomain(of.domain());
            }
            if (!there) {
                throw new IllegalArgumentException("there is no " + text.replace(':', ' '));
            }
            return scope;
        } catch (UsersRepositoryException | DomainListException e) {
            throw new IllegalStateException("users and domains can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String[] getSections() {
        return settings.sections().all().stream()
                .map(section -> section.name() + ": " + section.about())
                .sorted()
                .toArray(String[]::new);
    }

    @Override
    public String said(String scope) {
        Scope chosen = known(scope);
        return archive.export(chosen::equals).block(PATIENCE);
    }

    @Override
    public String[] explain(String scope, String section) {
        return settings.explain(known(scope), section).block(PATIENCE).keys().entrySet().stream()
                .map(each -> each.getKey() + ": "
                        + SettingsFormat.json(each.getValue().value()) + " ("
                        + each.getValue().origin()
                        + (each.getValue().locked().isEmpty()
                                ? ")"
                                : ", locked by " + each.getValue().locked() + ")"))
                .toArray(String[]::new);
    }

    @Override
    public void set(String scope, String section, String yaml) {
        settings.set(known(scope), section, SettingsFormat.yaml(yaml)).block(PATIENCE);
    }

    @Override
    public void unset(String scope, String section) {
        settings.replace(known(scope), section, new StoredSection(SettingsFormat.object(), Set.of()))
                .block(PATIENCE);
    }

    @Override
    public void lock(String scope, String section, String keys) {
        Set<String> all =
                Set.copyOf(Splitter.on(',').trimResults().omitEmptyStrings().splitToList(keys));
        settings.lock(known(scope), section, all).block(PATIENCE);
    }

    @Override
    public String export() {
        return archive.export(scope -> true).block(PATIENCE);
    }

    @Override
    public String[] take(String yaml, boolean dryRun) {
        return archive.take(yaml, dryRun).block(PATIENCE).stream()
                .map(Scope::asString)
                .toArray(String[]::new);
    }

    @Override
    public String removeUser(String user) {
        return tasks.submit(removal.user(Username.of(user), false)).asString();
    }
}
