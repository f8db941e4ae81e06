package org.waypost.server.welcome;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.welcome.WelcomeBook;
import org.waypost.notices.Notice;
import org.waypost.notices.NoticeSender;
import org.waypost.notices.Template;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Welcomes accounts: notes what is owed before an account is made, sends it afterwards, and sends later what a crash or a queue that
 * did not answer has left. Blocks its caller, so not for event loops.
 */
@Singleton
public final class Welcomes implements WelcomesMBean {
    /** What is owed for less than this may be an account that is being made. */
    static final Duration BEING_MADE = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_KNOWN = 100_000;
    private static final Logger LOGGER = LoggerFactory.getLogger(Welcomes.class);

    private final WelcomeBook book;
    private final AccountSettings settings;
    private final Provider<UsersRepository> users;
    private final DomainList domains;
    private final NoticeSender sender;
    private final Clock clock;
    private final Metric sent;
    private final Metric failed;
    private final AtomicLong count = new AtomicLong();
    private final Cache<Username, Boolean> known =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    @Inject
    Welcomes(
            WelcomeBook book,
            AccountSettings settings,
            Provider<UsersRepository> users,
            DomainList domains,
            NoticeSender sender,
            Clock clock,
            MetricFactory metrics) {
        this.book = book;
        this.settings = settings;
        this.users = users;
        this.domains = domains;
        this.sender = sender;
        this.clock = clock;
        this.sent = metrics.generate("welcomesSent");
        this.failed = metrics.generate("welcomesFailed");
    }

    private WelcomeSettings settings(Username user) {
        return settings.in(Scope.user(user).above().orElse(Scope.server()), WelcomeSettings.SECTION)
                .block(PATIENCE);
    }

    /** Notes a welcome for an account that is about to be made; true when this call noted it. Never fails. */
    boolean owe(Username user) {
        try {
            return settings(user).enabled()
                    && Boolean.TRUE.equals(
                            Mono.from(book.owe(user, clock.instant())).block(PATIENCE));
        } catch (RuntimeException e) {
            failed.increment();
            LOGGER.error("The welcome of {} can't be noted; the account is made without it", user.asString(), e);
            return false;
        }
    }

    /** Forgets a welcome, because the account was not made. */
    void forget(Username user) {
        known.invalidate(user);
        try {
            Mono.from(book.forget(user)).block(PATIENCE);
        } catch (RuntimeException e) {
            // It is forgotten at the next round, which finds no such account.
            LOGGER.warn("The welcome of {} can't be forgotten now", user.asString(), e);
        }
    }

    /** Welcomes an account of a directory that is seen for the first time here. */
    void arrived(Username user) {
        if (known.asMap().putIfAbsent(user, true) == null && owe(user)) {
            send(user);
        }
    }

    /** Sends what is owed to an account, unless another server does; a failure is logged and tried again later. */
    void send(Username user) {
        try {
            WelcomeSettings chosen = settings(user);
            if (!chosen.enabled()) {
                Mono.from(book.forget(user)).block(PATIENCE);
                return;
            }
            if (!Boolean.TRUE.equals(
                    Mono.from(book.claim(user, clock.instant())).block(PATIENCE))) {
                return;
            }
            deliver(user, chosen);
            Mono.from(book.sent(user)).block(PATIENCE);
            sent.increment();
            count.incrementAndGet();
        } catch (MessagingException | UsersRepositoryException | DomainListException | RuntimeException e) {
            failed.increment();
            LOGGER.error("The welcome of {} can't be sent now; it is tried again later", user.asString(), e);
        }
    }

    private void deliver(Username user, WelcomeSettings chosen)
            throws MessagingException, UsersRepositoryException, DomainListException {
        MailAddress address = address(user);
        MailAddress from = chosen.from() == null ? postmaster(address) : chosen.from();
        Map<String, String> values = Map.of(
                "user", user.asString(),
                "address", address.asString(),
                "name", address.getLocalPart(),
                "domain", address.getDomain().asString());
        for (WelcomeSettings.Message message : chosen.chosen()) {
            Notice notice = Notice.of(
                    from,
                    address,
                    fill(message.subject(), values),
                    fill(message.text(), values),
                    Notice.Kind.GENERATED);
            sender.send(
                    message.html() == null
                            ? notice
                            : notice.withHtml(Template.html(message.html(), WelcomeSettings.VARIABLES)
                                    .fill(values)),
                    "welcome");
        }
    }

    private MailAddress address(Username user) throws UsersRepositoryException, DomainListException {
        try {
            return user.hasDomainPart()
                    ? new MailAddress(user.asString())
                    : new MailAddress(user.getLocalPart(), domains.getDefaultDomain());
        } catch (AddressException e) {
            throw new UsersRepositoryException("user " + user.asString() + " has no address", e);
        }
    }

    private static MailAddress postmaster(MailAddress address) throws AddressException {
        return new MailAddress("postmaster", address.getDomain());
    }

    private static String fill(String template, Map<String, String> values) {
        return Template.text(template, WelcomeSettings.VARIABLES).fill(values);
    }

    /** Sends what was left, and forgets what is owed to accounts that were never made. */
    void sweep() {
        try {
            for (Username user : Flux.from(book.owed(clock.instant().minus(BEING_MADE)))
                    .collectList()
                    .block(PATIENCE)) {
                if (users.get().contains(user)) {
                    send(user);
                } else {
                    forget(user);
                }
            }
        } catch (UsersRepositoryException | RuntimeException e) {
            LOGGER.warn("Welcomes that are owed can't be looked for now", e);
        }
    }

    @Override
    public long getSent() {
        return count.get();
    }

    @Override
    public long getOwed() {
        Instant now = clock.instant();
        return Flux.from(book.owed(now)).count().block(PATIENCE);
    }
}
