package org.waypost.accounts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;

class SettingsArchiveTest {
    record Greeting(String text, Integer most) {
        Greeting {
            text = text == null ? "Hello" : text;
            if (most != null && most > 10) {
                throw new SettingRefused("most", most, "10 or less");
            }
        }
    }

    private static final Section<Greeting> GREETING =
            Section.everywhere("greeting", Greeting.class, "How people are greeted.");
    private static final Scope EXAMPLE = Scope.domain(Domain.of("example.org"));
    private static final Scope BOB = Scope.user(Username.of("bob@example.org"));

    private final AccountSettings settings = fresh();
    private final SettingsArchive archive = new SettingsArchive(settings);

    private static AccountSettings fresh() {
        return new AccountSettings(
                new Sections(List.of(GREETING)),
                new MemorySettingsStore(),
                new ChangeFeed(new MemoryChangeLog(Clock.systemUTC()), Clock.systemUTC()));
    }

    private void fill() {
        settings.set(BOB, "greeting", SettingsFormat.object("{\"text\":\"привет: \\\"bob\\\"\\nnew line\"}"))
                .block();
        settings.set(EXAMPLE, "greeting", SettingsFormat.object("{\"most\":3}")).block();
        settings.lock(EXAMPLE, "greeting", Set.of("most")).block();
        settings.set(Scope.server(), "greeting", SettingsFormat.object("{\"text\":\"1\"}"))
                .block();
    }

    @Test
    void whatWasExportedIsTakenOverByAnotherServer() {
        fill();
        String yaml = archive.export(scope -> true).block();
        AccountSettings other = fresh();

        List<Scope> taken = new SettingsArchive(other).take(yaml, false).block();

        assertThat(taken).containsExactly(Scope.server(), EXAMPLE, BOB);
        assertThat(new SettingsArchive(other).export(scope -> true).block()).isEqualTo(yaml);
        assertThat(other.in(BOB, GREETING).block())
                .isEqualTo(settings.in(BOB, GREETING).block());
        assertThat(other.said(EXAMPLE).block().get("greeting").locked()).containsExactly("most");
    }

    @Test
    void onlyTheChosenScopesAreExported() {
        fill();

        assertThat(archive.export(BOB::equals).block())
                .contains("user:bob@example.org")
                .doesNotContain("domain:example.org", "server");
    }

    @Test
    void sectionsThatAreNotNamedStay() {
        fill();
        archive.take("settings: 1\nscopes:\n  server:\n    greeting:\n      values: {text: new}\n", false)
                .block();

        assertThat(settings.ofServer(GREETING).block().text()).isEqualTo("new");
        assertThat(settings.in(BOB, GREETING).block().text()).startsWith("привет");
    }

    @Test
    void aDryRunChangesNothing() {
        List<Scope> scopes = archive.take(
                        "settings: 1\nscopes:\n  server:\n    greeting:\n      values: {text: new}\n", true)
                .block();

        assertThat(scopes).containsExactly(Scope.server());
        assertThat(settings.scopes().collectList().block()).isEmpty();
    }

    @Test
    void whenOneValueIsWrongNothingIsTaken() {
        String yaml =
                "settings: 1\nscopes:\n  server:\n    greeting:\n      values: {text: new}\n  user:bob@example.org:\n    greeting:\n      values: {most: 11}\n";

        assertThatThrownBy(() -> archive.take(yaml, false).block())
                .isInstanceOf(SettingRefused.class)
                .hasMessage("user:bob@example.org.greeting.most is '11', expected 10 or less");
        assertThat(settings.scopes().collectList().block()).isEmpty();
    }

    @Test
    void aLockWithinTheTextHoldsForTheScopesBelow() {
        String yaml = "settings: 1\nscopes:\n  user:bob@example.org:\n    greeting:\n      values: {most: 1}\n"
                + "  server:\n    greeting:\n      locked: [most]\n";

        assertThatThrownBy(() -> archive.take(yaml, false).block())
                .hasMessage("user:bob@example.org.greeting.most is '1', expected nothing, for it is locked by server");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "scopes: {}|settings is '', expected 1",
                "settings: 2|settings is '2', expected 1",
                "settings: 1|scopes is missing, expected a mapping",
                "{settings: 1, scopes: {}, more: 1}|more is 'unknown', expected one of [scopes, settings]",
                "{settings: 1, scopes: {bob: {}}}|scopes is 'bob', expected server, domain:NAME or user:ADDRESS",
                "{settings: 1, scopes: {server: {greetings: {values: {}}}}}|server.section is 'greetings', expected one of [greeting]",
                "{settings: 1, scopes: {server: {greeting: {text: x}}}}|server.greeting.text is 'unknown', expected one of [locked, values]",
                "[1]|the value is '[1]', expected a YAML mapping",
                "a: [|expected a YAML mapping (line 1"
            })
    void aTextThatCanNotBeIsRefused(String yaml, String message) {
        assertThatThrownBy(() -> archive.take(yaml, false).block())
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining(message);
    }
}
