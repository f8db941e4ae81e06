package org.waypost.server.welcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.accounts.users.MemoryFormerNames;
import org.waypost.accounts.welcome.MemoryWelcomeBook;
import org.waypost.notices.NoticeSender;
import org.waypost.server.users.RenamedUsers;

@Tag("feature-149")
class WelcomesTest {
    private static final Username BOB = Username.of("bob@example.org");

    private final SetClock clock = new SetClock();
    private final MemoryWelcomeBook book = new MemoryWelcomeBook();
    private final MemoryUsersRepository stored = MemoryUsersRepository.withVirtualHosting(new OneDomain());
    private final AccountSettings settings = new AccountSettings(
            new Sections(List.of(WelcomeSettings.SECTION)),
            new MemorySettingsStore(),
            new ChangeFeed(new MemoryChangeLog(clock), clock));
    private final MemoryMailQueueFactory queues = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory());
    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private Welcomes welcomes;
    private WelcomedUsers users;

    @BeforeEach
    void start() {
        welcomes = new Welcomes(book, settings, () -> stored, null, new NoticeSender(queues, clock), clock, metrics);
        users = new WelcomedUsers(new RenamedUsers(stored, new MemoryFormerNames()), welcomes, null);
        set("enabled: true");
    }

    private void set(String yaml) {
        settings.set(Scope.domain(Domain.of("example.org")), "welcome", SettingsFormat.yaml(yaml))
                .block();
    }

    private List<String> queued() throws Exception {
        List<String> subjects = new ArrayList<>();
        ManageableMailQueue queue = queues.createQueue(MailQueueFactory.SPOOL);
        queue.browse().forEachRemaining(item -> {
            try {
                subjects.add(item.getMail().getMessage().getSubject());
            } catch (javax.mail.MessagingException e) {
                throw new IllegalStateException(e);
            }
        });
        return subjects;
    }

    @Test
    void aNewAccountIsWelcomedOnce() throws Exception {
        users.addUser(BOB, "secret");
        assertThatThrownBy(() -> users.addUser(BOB, "secret"))
                .isInstanceOf(org.apache.james.user.api.UsersRepositoryException.class);
        welcomes.send(BOB);
        clock.now = clock.now.plus(Duration.ofHours(1));
        welcomes.sweep();

        assertThat(queued()).containsExactly("Welcome, bob");
        assertThat(welcomes.getSent()).isEqualTo(1);
        assertThat(welcomes.getOwed()).isZero();
    }

    @Test
    void aCrashBetweenTheAccountAndItsWelcomeLosesNothing() throws Exception {
        welcomes.owe(BOB);
        stored.addUser(BOB, "secret");

        // Another server takes over.
        clock.now = clock.now.plus(Welcomes.BEING_MADE);
        welcomes.sweep();
        welcomes.sweep();

        assertThat(queued()).containsExactly("Welcome, bob");
    }

    @Test
    void aCrashBeforeTheAccountWelcomesNobody() throws Exception {
        welcomes.owe(BOB);

        clock.now = clock.now.plus(Welcomes.BEING_MADE);
        welcomes.sweep();

        assertThat(queued()).isEmpty();
        assertThat(welcomes.getOwed()).isZero();
    }

    @Test
    void anAccountThatIsBeingMadeIsLeftToItsMaker() throws Exception {
        welcomes.owe(BOB);
        stored.addUser(BOB, "secret");

        welcomes.sweep();

        assertThat(queued()).isEmpty();
        assertThat(welcomes.getOwed()).isEqualTo(1);
    }

    @Test
    void anAccountThatWasThereBeforeIsNotWelcomed() throws Exception {
        stored.addUser(BOB, "secret");

        assertThatThrownBy(() -> users.addUser(BOB, "secret"))
                .isInstanceOf(org.apache.james.user.api.UsersRepositoryException.class);
        clock.now = clock.now.plus(Duration.ofHours(1));
        welcomes.sweep();

        assertThat(queued()).isEmpty();
    }

    @Test
    void offIsTheDefault() throws Exception {
        set("enabled: null");

        users.addUser(BOB, "secret");

        assertThat(queued()).isEmpty();
        assertThat(welcomes.getOwed()).isZero();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "de, 'Hallo, Regeln'",
        "de-AT, 'Servus, Regeln'",
        "de-CH, 'Hallo, Regeln'",
        "fr, 'Hello, Regeln'",
    })
    void theLanguageOfTheDomainChooses(String language, String subjects) {
        WelcomeSettings chosen = read(
                "language: " + language + "\n"
                        + """
                messages:
                - {language: de, subject: Hallo, text: x}
                - {language: de-AT, subject: Servus, text: x}
                - {language: en, subject: Hello, text: x}
                - {subject: Regeln, text: x}
                """);

        assertThat(chosen.chosen()).extracting(WelcomeSettings.Message::subject).containsExactly(subjects.split(", "));
    }

    private static WelcomeSettings read(String yaml) {
        return SettingsFormat.record(SettingsFormat.yaml(yaml), WelcomeSettings.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            language: german2much!                                          | language            | a language such as de
            messages: []                                                    | messages            | 1 to 10 messages
            messages: [{text: x}]                                           | messages[0].subject | a text of 1 to 200
            messages: [{subject: a}]                                        | messages[0].text    | a text of 1 to
            messages: [{subject: '{{nmae}}', text: x}]                      | messages[0].subject | {{name}}
            messages: [{subject: a, text: x, html: '{{> file}}'}]           | messages[0].html    | a template
            messages: [{subject: a, text: x, language: '?'}]                | messages[0].language| a language such as de
            from: nobody                                                    | from                | a mail address
            """)
    void wrongSettingsAreRefused(String yaml, String path, String expected) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith(path + " is ")
                .hasMessageContaining(expected);
    }

    private static final class OneDomain implements org.apache.james.domainlist.api.DomainList {
        private static final Domain DOMAIN = Domain.of("example.org");

        @Override
        public List<Domain> getDomains() {
            return List.of(DOMAIN);
        }

        @Override
        public boolean containsDomain(Domain domain) {
            return DOMAIN.equals(domain);
        }

        @Override
        public void addDomain(Domain domain) {
            throw new UnsupportedOperationException("The domains of this test don't change");
        }

        @Override
        public void removeDomain(Domain domain) {
            throw new UnsupportedOperationException("The domains of this test don't change");
        }

        @Override
        public Domain getDefaultDomain() {
            return DOMAIN;
        }
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-03-04T05:06:07Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
