package org.waypost.accounts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import reactor.core.publisher.Mono;

class AccountSettingsTest {
    enum Tone {
        PLAIN,
        VERY_POLITE
    }

    record Item(String name, Integer weight) {
        Item {
            if (weight != null && weight < 0) {
                throw new SettingRefused("weight", weight, "a number of 0 or more");
            }
        }
    }

    record Greeting(
            String text,
            Duration period,
            Tone tone,
            Boolean enabled,
            List<Item> items,
            Set<MailAddress> copies,
            Integer most) {
        Greeting {
            text = text == null ? "Hello" : text;
            period = period == null ? Duration.ofDays(7) : period;
            tone = tone == null ? Tone.PLAIN : tone;
            enabled = enabled == null || enabled;
            items = items == null ? List.of() : List.copyOf(items);
            copies = copies == null ? Set.of() : Set.copyOf(copies);
            if (period.compareTo(Duration.ofHours(1)) < 0) {
                throw new SettingRefused("period", SettingTypes.text(period), "1h or more");
            }
        }
    }

    private static final Section<Greeting> GREETING =
            Section.everywhere("greeting", Greeting.class, "How people are greeted.");
    private static final Section<Greeting> FOR_DOMAINS =
            Section.ofDomains("domainGreeting", Greeting.class, "How domains greet.");
    private static final Username BOB = Username.of("bob@example.org");
    private static final Username EVE = Username.of("eve@example.com");
    private static final Domain EXAMPLE = Domain.of("example.org");

    private final MemorySettingsStore store = new MemorySettingsStore();
    private final MemoryChangeLog log = new MemoryChangeLog(Clock.systemUTC());
    private final ChangeFeed changes = new ChangeFeed(log, Clock.systemUTC());
    private final AccountSettings settings =
            new AccountSettings(new Sections(List.of(GREETING, FOR_DOMAINS)), store, changes);

    @AfterEach
    void close() {
        changes.close();
    }

    private void set(Scope scope, String json) {
        settings.set(scope, "greeting", SettingsFormat.object(json)).block();
    }

    private Greeting of(Username user) {
        return settings.of(user, GREETING).block();
    }

    @Test
    void whatNobodySaysIsTheDefault() {
        assertThat(of(BOB).text()).isEqualTo("Hello");
        assertThat(settings.ofServer(GREETING).block().period()).isEqualTo(Duration.ofDays(7));
    }

    @Nested
    class Inherited {
        @Test
        void theUserStandsOverTheDomainAndTheDomainOverTheServerKeyByKey() {
            set(Scope.server(), "{\"text\":\"of the server\",\"period\":\"1d\",\"tone\":\"very-polite\"}");
            set(Scope.domain(EXAMPLE), "{\"text\":\"of the domain\",\"period\":\"2d\"}");
            set(Scope.user(BOB), "{\"text\":\"of bob\"}");

            assertThat(of(BOB)).returns("of bob", Greeting::text).returns(Duration.ofDays(2), Greeting::period);
            assertThat(of(BOB).tone()).isEqualTo(Tone.VERY_POLITE);
            assertThat(settings.of(EXAMPLE, GREETING).block().text()).isEqualTo("of the domain");
            assertThat(of(EVE).text()).isEqualTo("of the server");
        }

        @Test
        void aKeyThatIsUnsetIsInheritedAgain() {
            set(Scope.server(), "{\"text\":\"of the server\"}");
            set(Scope.user(BOB), "{\"text\":\"of bob\",\"period\":\"3d\"}");

            set(Scope.user(BOB), "{\"text\":null}");

            assertThat(of(BOB)).returns("of the server", Greeting::text).returns(Duration.ofDays(3), Greeting::period);
        }

        @Test
        void aUserWithoutADomainInheritsFromTheServer() {
            set(Scope.server(), "{\"text\":\"of the server\"}");

            assertThat(of(Username.of("bob")).text()).isEqualTo("of the server");
        }

        @Test
        void eachScopeCanBeSeenByItselfTheNarrowestFirst() {
            set(Scope.server(), "{\"text\":\"of the server\",\"period\":\"1d\"}");
            set(Scope.user(BOB), "{\"text\":\"of bob\"}");

            var each = settings.each(Scope.user(BOB), GREETING).block();

            assertThat(each.keySet()).containsExactly(Scope.user(BOB), Scope.domain(EXAMPLE), Scope.server());
            assertThat(each.values()).extracting(Greeting::text).containsExactly("of bob", "Hello", "of the server");
            assertThat(each.get(Scope.user(BOB)).period()).isEqualTo(Duration.ofDays(7));
        }

        @Test
        void theOriginOfEachKeyIsTold() {
            set(Scope.server(), "{\"text\":\"of the server\",\"period\":\"1d\"}");
            settings.lock(Scope.server(), "greeting", Set.of("period")).block();
            set(Scope.user(BOB), "{\"text\":\"of bob\"}");

            var keys = settings.explain(Scope.user(BOB), "greeting").block().keys();

            assertThat(keys.get("text")).returns("user:bob@example.org", AccountSettings.Key::origin);
            assertThat(keys.get("period"))
                    .returns("server", AccountSettings.Key::origin)
                    .returns("server", AccountSettings.Key::locked);
            assertThat(keys.get("tone"))
                    .returns("default", AccountSettings.Key::origin)
                    .returns("", AccountSettings.Key::locked)
                    .returns("plain", key -> key.value().asText());
        }
    }

    @Nested
    class Locked {
        @Test
        void aKeyThatIsLockedAboveCanNotBeSetBelow() {
            set(Scope.domain(EXAMPLE), "{\"text\":\"of the domain\"}");
            settings.lock(Scope.domain(EXAMPLE), "greeting", Set.of("text")).block();

            assertThatThrownBy(() -> set(Scope.user(BOB), "{\"text\":\"of bob\"}"))
                    .isInstanceOf(SettingRefused.class)
                    .hasMessage(
                            "greeting.text is '\"of bob\"', expected nothing, for it is locked by domain:example.org");
            set(Scope.user(BOB), "{\"period\":\"2d\"}");
            assertThat(of(BOB)).returns("of the domain", Greeting::text).returns(Duration.ofDays(2), Greeting::period);
        }

        @Test
        void whatWasSaidBelowBeforeTheLockNoLongerCountsAndCountsAgainAfterIt() {
            set(Scope.user(BOB), "{\"text\":\"of bob\"}");
            settings.lock(Scope.server(), "greeting", Set.of(StoredSection.ALL)).block();
            assertThat(of(BOB).text()).isEqualTo("Hello");
            assertThat(settings.each(Scope.user(BOB), GREETING)
                            .block()
                            .get(Scope.user(BOB))
                            .text())
                    .isEqualTo("Hello");

            settings.lock(Scope.server(), "greeting", Set.of()).block();
            assertThat(of(BOB).text()).isEqualTo("of bob");
        }

        @Test
        void whoLocksMayStillChange() {
            settings.lock(Scope.server(), "greeting", Set.of(StoredSection.ALL)).block();

            set(Scope.server(), "{\"text\":\"new\"}");

            assertThat(of(BOB).text()).isEqualTo("new");
        }

        @Test
        void aLockOfAnUnknownKeyIsRefused() {
            assertThatThrownBy(() -> settings.lock(Scope.server(), "greeting", Set.of("txt"))
                            .block())
                    .hasMessageContaining("greeting.locked is 'txt', expected one of the keys [text, period");
        }
    }

    @Nested
    class Refused {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{\"txt\":\"x\"}|greeting.txt is 'unknown', expected one of the keys [copies, enabled, items, most, period, text, tone]",
                    "{\"period\":\"soon\"}|greeting.period is 'soon', expected a duration such as 90s, 15m, 12h or 7d",
                    "{\"period\":7}|greeting.period is '7', expected text",
                    "{\"period\":\"59m\"}|greeting.period is '59m', expected 1h or more",
                    "{\"tone\":\"rude\"}|greeting.tone is 'rude', expected one of [plain, very-polite]",
                    "{\"tone\":1}|greeting.tone is '1', expected text",
                    "{\"enabled\":\"yes\"}|greeting.enabled is 'yes', expected true or false",
                    "{\"most\":\"many\"}|greeting.most is 'many', expected a number",
                    "{\"items\":[{\"name\":\"a\"},{\"weight\":-1}]}|greeting.items[1].weight is '-1', expected a number of 0 or more",
                    "{\"items\":[{\"nmae\":\"a\"}]}|greeting.items[0].nmae is 'unknown', expected one of the keys [name, weight]",
                    "{\"items\":{\"name\":\"a\"}}|greeting.items is '{\"name\":\"a\"}', expected a list",
                    "{\"copies\":[\"bob@example.org\",\"bob\"]}|greeting.copies[1] is 'bob', expected a mail address such as bob@example.org",
                    "{\"text\":{\"a\":1}}|greeting.text is '{\"a\":1}', expected text"
                })
        void aWrongValueIsRefusedWithNameValueAndExpectation(String json, String message) {
            assertThatThrownBy(() -> set(Scope.user(BOB), json))
                    .isInstanceOf(SettingRefused.class)
                    .hasMessage(message);
            assertThat(store.read(Scope.user(BOB)).block()).isEmpty();
        }

        @Test
        void anUnknownSectionIsRefusedWithThoseThereAre() {
            assertThatThrownBy(() -> settings.set(Scope.server(), "greetings", SettingsFormat.object())
                            .block())
                    .hasMessage("section is 'greetings', expected one of [domainGreeting, greeting]");
        }

        @Test
        void aSectionIsRefusedWhereItCanNotBeSet() {
            assertThatThrownBy(() -> settings.set(
                                    Scope.user(BOB), "domainGreeting", SettingsFormat.object("{\"text\":\"x\"}"))
                            .block())
                    .hasMessageContaining("domainGreeting is 'user:bob@example.org', expected one of [server, domain]");
        }

        @Test
        void aStoredValueThatThisVersionCanNotReadLeavesTheOthersInForce() {
            set(Scope.server(), "{\"text\":\"of the server\"}");
            Mono.from(store.write(
                            Scope.user(BOB),
                            "greeting",
                            new StoredSection(SettingsFormat.object("{\"period\":\"soon\"}"), Set.of())))
                    .block();

            assertThat(of(BOB).text()).isEqualTo("of the server");
        }
    }

    @Test
    void anotherServerSeesAChange() {
        ChangeFeed feed = new ChangeFeed(log, Clock.systemUTC());
        try (feed) {
            AccountSettings other = new AccountSettings(new Sections(List.of(GREETING)), store, feed);
            assertThat(other.of(BOB, GREETING).block().text()).isEqualTo("Hello");
            feed.start();

            set(Scope.user(BOB), "{\"text\":\"of bob\"}");

            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                            other.of(BOB, GREETING).block().text())
                    .isEqualTo("of bob"));
        }
    }

    @Test
    void aRenamedUserTakesTheSettingsAlongAndARemovedOneLeavesNone() {
        Username robert = Username.of("robert@example.org");
        set(Scope.user(BOB), "{\"text\":\"of bob\"}");

        settings.move(Scope.user(BOB), Scope.user(robert)).block();
        assertThat(of(robert).text()).isEqualTo("of bob");
        assertThat(of(BOB).text()).isEqualTo("Hello");

        settings.remove(Scope.user(robert)).block();
        assertThat(of(robert).text()).isEqualTo("Hello");
        assertThat(settings.scopes().collectList().block()).isEmpty();
    }

    @Test
    void whatARecordHoldsIsWrittenAsItIsRead() {
        ObjectNode values = SettingsFormat.values(SettingsFormat.record(
                SettingsFormat.object("{\"period\":\"90m\",\"tone\":\"very-polite\",\"copies\":[\"a@example.org\"],"
                        + "\"items\":[{\"name\":\"a\",\"weight\":1}]}"),
                Greeting.class));

        assertThat(SettingsFormat.json(values))
                .isEqualTo("{\"text\":\"Hello\",\"period\":\"90m\",\"tone\":\"very-polite\",\"enabled\":true,"
                        + "\"items\":[{\"name\":\"a\",\"weight\":1}],\"copies\":[\"a@example.org\"]}");
        assertThat(SettingsFormat.yaml(SettingsFormat.yaml(values))).isEqualTo(values);
    }
}
