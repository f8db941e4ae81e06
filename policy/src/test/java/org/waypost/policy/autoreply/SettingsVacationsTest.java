package org.waypost.policy.autoreply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.vacation.api.AccountId;
import org.apache.james.vacation.api.RecipientId;
import org.apache.james.vacation.api.VacationPatch;
import org.apache.james.vacation.api.VacationRepository;
import org.apache.james.vacation.api.VacationRepositoryContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.autoreply.AnsweredSenders;
import org.waypost.accounts.autoreply.AutoReplySettings;
import org.waypost.accounts.autoreply.MemoryAnsweredSenders;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

/** James' contract of vacations, over our settings. */
@Tag("feature-145")
class SettingsVacationsTest implements VacationRepositoryContract {
    private static final Username BOB = Username.of("bob@example.test");
    private static final AccountId ACCOUNT = AccountId.fromString("Bob@Example.test");

    private AccountSettings settings;
    private AnsweredSenders answered;
    private SettingsVacations vacations;

    @BeforeEach
    void setUp() {
        Clock clock = Clock.systemUTC();
        settings = new AccountSettings(
                new Sections(List.of(AutoReplySettings.SECTION)),
                new MemorySettingsStore(),
                new ChangeFeed(new MemoryChangeLog(clock), clock));
        answered = new MemoryAnsweredSenders(clock);
        vacations = new SettingsVacations(settings, answered);
    }

    @Override
    public VacationRepository vacationRepository() {
        return vacations;
    }

    private void said(String yaml) {
        settings.set(Scope.user(BOB), "autoReply", SettingsFormat.yaml(yaml)).block();
    }

    private AutoReplySettings held() {
        return settings.of(BOB, AutoReplySettings.SECTION).block();
    }

    @Test
    void theFirstKindIsReadWhateverTheLettersOfTheName() {
        said("replies: [{enabled: true, subject: Away, text: one, html: <p>one</p>}, {enabled: true, text: two}]");

        var vacation = vacations.retrieveVacation(ACCOUNT).block();

        assertThat(vacation.isEnabled()).isTrue();
        assertThat(vacation.getSubject()).contains("Away");
        assertThat(vacation.getTextBody()).contains("one");
        assertThat(vacation.getHtmlBody()).contains("<p>one</p>");
    }

    @Test
    void writingTheFirstKindLeavesAllElseAsItIs() {
        said("{insideDomains: [example.org], replies: [{audience: inside, period: 1d, text: one}, {text: two}]}");

        vacations
                .modifyVacation(
                        ACCOUNT,
                        VacationPatch.builder()
                                .isEnabled(true)
                                .textBody("changed")
                                .build())
                .block();

        assertThat(held().first().text()).isEqualTo("changed");
        assertThat(held().first().enabled()).isTrue();
        assertThat(held().first().period()).isEqualTo(Duration.ofDays(1));
        assertThat(held().first().audience().contains(false)).isFalse();
        assertThat(held().replies().get(1).text()).isEqualTo("two");
        assertThat(held().insideDomains()).hasSize(1);
    }

    @Test
    void aChangeForgetsWhoWasAnswered() throws Exception {
        said("replies: [{enabled: true, text: one}]");
        RecipientId carol = RecipientId.fromMailAddress(new MailAddress("carol@example.org"));
        vacations
                .registerNotification(
                        ACCOUNT, carol, Optional.of(ZonedDateTime.now().plusYears(1000)))
                .block();
        assertThat(vacations.isNotificationRegistered(ACCOUNT, carol).block()).isTrue();

        vacations
                .modifyVacation(ACCOUNT, VacationPatch.builder().textBody("two").build())
                .block();

        assertThat(vacations.isNotificationRegistered(ACCOUNT, carol).block()).isFalse();
        assertThat(answered.of(BOB).collectList().block()).isEmpty();
    }

    @Test
    void whatTheSettingsRefuseIsRefused() {
        ZonedDateTime now = ZonedDateTime.now();

        assertThatThrownBy(() -> vacations
                        .modifyVacation(
                                ACCOUNT,
                                VacationPatch.builder()
                                        .fromDate(now)
                                        .toDate(now.minusDays(1))
                                        .build())
                        .block())
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("not before");
    }
}
