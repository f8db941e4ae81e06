package org.waypost.accounts.senders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-60")
@Tag("feature-61")
class SenderPatternTest {

    @ParameterizedTest
    @CsvSource({
        "bob@example.org, bob, example.org, true",
        "Bob@Example.ORG, bob, example.org, true",
        "bob@example.org, alice, example.org, false",
        "bob@example.org, bob, sub.example.org, false",
        "example.org, bob, example.org, true",
        "example.org, bob, sub.example.org, false",
        "example.org, bob, notexample.org, false",
        ".example.org, bob, sub.example.org, true",
        ".example.org, bob, a.b.example.org, true",
        ".example.org, bob, example.org, false",
        ".example.org, bob, notexample.org, false",
        "news-*@example.org, news-42, example.org, true",
        "news-*@example.org, news-, example.org, true",
        "news-*@example.org, old-news-1, example.org, false",
        "*@mail?.example.org, x, mail7.example.org, true",
        "*@mail?.example.org, x, mail.example.org, false",
        "*.example.*, x, a.example.net, true",
        "*.example.*, x, example.net, false",
        "bücher.example, x, xn--bcher-kva.example, true"
    })
    void meansWhomItSays(String entry, String localPart, String domain, boolean meant) {
        assertThat(SenderPattern.parse(entry).means(localPart, domain)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "bob@",
                "@example.org",
                "a b@example.org",
                "*@",
                "*@*@*",
                "example..org",
                "<>",
                "192.0.2.0/24"
            })
    void refusesWhatMeansNobody(String entry) {
        assertThatThrownBy(() -> SenderEntry.of(entry))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("sender is '" + entry + "'")
                .hasMessageContaining("expected an address");
    }

    @Test
    void starsCostNoTime() {
        SenderPattern pattern = SenderPattern.parse("*a".repeat(60) + "b@example.org");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(pattern.means("a".repeat(5000), "example.org")).isFalse());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"allow\":[{\"note\":\"x\"}]} | allow[0].sender is missing, expected an address",
                "{\"allow\":[{\"sender\":\"bob\",\"x\":1}]} | allow[0]",
                "{\"block\":[{\"sender\":\"a@b.c\",\"until\":\"soon\"}]} | block[0].until is 'soon', expected a moment",
                "{\"block\":[null]} | block[0] is missing, expected an entry",
                "{\"deny\":[]} | deny"
            })
    void wrongListsAreRefusedByName(String json, String message) {
        assertThatThrownBy(() -> SettingsFormat.record(SettingsFormat.object(json), SenderChoices.class))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining(message);
    }

    @Test
    void wrongNetworksAreRefusedByName() {
        assertThatThrownBy(() -> SettingsFormat.record(
                        SettingsFormat.object("{\"block\":[{\"network\":\"10.0.0.0/33\"}]}"), ClientChoices.class))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("block[0].network is '10.0.0.0/33', expected an IP address or a block");
    }

    @Test
    void tooManyEntriesAndTooLongNotesAreRefused() {
        assertThatThrownBy(() ->
                        new SenderChoices(java.util.Collections.nCopies(5001, SenderEntry.of("bob@example.org")), null))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("allow is '5001 entries', expected at most 5000");
        assertThatThrownBy(() -> new SenderEntry("bob@example.org", "x".repeat(201), null))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("note");
    }

    @Test
    void readsAndWritesWithNoteAndEnd() {
        String json =
                "{\"allow\":[{\"sender\":\"bob@example.org\",\"note\":\"a partner\",\"until\":\"2027-01-31T18:00+01:00\"}],\"block\":[]}";

        SenderChoices choices = SettingsFormat.record(SettingsFormat.object(json), SenderChoices.class);

        assertThat(SettingsFormat.json(SettingsFormat.values(choices))).isEqualTo(json);
        assertThat(choices.allow().get(0).holds(Instant.parse("2027-01-31T16:59:59Z")))
                .isTrue();
        assertThat(choices.allow().get(0).holds(Instant.parse("2027-01-31T17:00:00Z")))
                .isFalse();
    }
}
