package org.waypost.policy.autoreply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.vacation.api.AccountId;
import org.apache.james.vacation.api.RecipientId;
import org.apache.james.vacation.api.Vacation;
import org.apache.james.vacation.api.VacationPatch;
import org.apache.james.vacation.api.VacationRepository;
import org.apache.james.vacation.api.VacationService;
import org.waypost.accounts.autoreply.AnsweredSenders;
import org.waypost.accounts.autoreply.AutoReplySettings;
import org.waypost.accounts.autoreply.Reply;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsFormat;
import reactor.core.publisher.Mono;

/**
 * The first automatic answer of a user as the {@code VacationResponse} of JMAP and as {@code /vacation} of WebAdmin: what one of
 * them writes the others read. Whom it is for and its period aren't theirs and stay as they are.
 */
public final class SettingsVacations implements VacationRepository, VacationService {
    private final AccountSettings settings;
    private final AnsweredSenders answered;

    @Inject
    public SettingsVacations(AccountSettings settings, AnsweredSenders answered) {
        this.settings = settings;
        this.answered = answered;
    }

    /** Changes the first answer; whoever got one may get the new one. Fails when the settings refuse it. */
    @Override
    public Mono<Void> modifyVacation(AccountId account, VacationPatch patch) {
        Objects.requireNonNull(patch, "patch");
        Username user = user(account);
        return settings.of(user, AutoReplySettings.SECTION)
                .flatMap(said -> settings.set(Scope.user(user), AutoReplySettings.SECTION.name(), keys(said, patch)))
                .then(answered.clear(user));
    }

    private static ObjectNode keys(AutoReplySettings said, VacationPatch patch) {
        Reply first = said.first();
        Vacation wanted = patch.patch(vacation(first));
        Reply changed = new Reply(
                wanted.isEnabled(),
                first.audience(),
                wanted.getFromDate().orElse(null),
                wanted.getToDate().orElse(null),
                wanted.getSubject().orElse(null),
                wanted.getTextBody().orElse(null),
                wanted.getHtmlBody().orElse(null),
                first.period());
        AutoReplySettings next = new AutoReplySettings(said.withFirst(changed), said.insideDomains());
        ObjectNode keys = SettingsFormat.object();
        keys.set("replies", SettingsFormat.values(next).get("replies"));
        return keys;
    }

    @Override
    public Mono<Vacation> retrieveVacation(AccountId account) {
        return settings.of(user(account), AutoReplySettings.SECTION).map(said -> vacation(said.first()));
    }

    private static Vacation vacation(Reply reply) {
        return Vacation.builder()
                .enabled(reply.enabled())
                .fromDate(Optional.ofNullable(reply.from()))
                .toDate(Optional.ofNullable(reply.to()))
                .subject(Optional.ofNullable(reply.subject()))
                .textBody(Optional.ofNullable(reply.text()))
                .htmlBody(Optional.ofNullable(reply.html()))
                .build();
    }

    /** The period of the answer counts, not the date that James' own mailet gives. */
    @Override
    public Mono<Void> registerNotification(AccountId account, RecipientId sender, Optional<ZonedDateTime> expiry) {
        Username user = user(account);
        return settings.of(user, AutoReplySettings.SECTION)
                .map(AutoReplySettings::first)
                .flatMap(first -> answered.claim(user, first.id(), sender.getMailAddress(), first.period()))
                .then();
    }

    @Override
    public Mono<Boolean> isNotificationRegistered(AccountId account, RecipientId sender) {
        Username user = user(account);
        String address = sender.getAsString().toLowerCase(Locale.ROOT);
        return settings.of(user, AutoReplySettings.SECTION)
                .map(said -> said.first().id())
                .flatMap(reply -> answered.of(user)
                        .any(known ->
                                known.reply().equals(reply) && known.sender().equals(address)));
    }

    @Override
    public Mono<Void> flushNotifications(AccountId account) {
        return answered.clear(user(account));
    }

    /** Users have names in small letters, whatever a client writes. */
    private static Username user(AccountId account) {
        return Username.of(account.getIdentifier());
    }
}
