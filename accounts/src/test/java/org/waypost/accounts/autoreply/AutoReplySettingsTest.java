package org.waypost.accounts.autoreply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.james.core.Domain;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

class AutoReplySettingsTest {
    private static final String TWO_KINDS =
            """
            insideDomains: [example.com]
            replies:
              - enabled: true
                audience: inside
                from: 2027-07-01T00:00:00+02:00[Europe/Berlin]
                to: 2027-07-31T23:59:59+02:00[Europe/Berlin]
                subject: Away
                text: Ask Carol.
                period: 1d
              - enabled: true
                audience: outside
                html: <p>Away</p>
            """;

    private static AutoReplySettings read(String yaml) {
        return SettingsFormat.record(SettingsFormat.yaml(yaml), AutoReplySettings.class);
    }

    @Test
    void nothingIsAnsweredByDefault() {
        AutoReplySettings none = read("{}");

        assertThat(none.replies()).isEmpty();
        assertThat(none.answersAt(Instant.now())).isFalse();
        assertThat(none.first()).isEqualTo(Reply.NONE);
    }

    @Test
    @Tag("feature-146")
    void insideAndOutsideHaveTheirOwnAnswers() {
        AutoReplySettings both = read(TWO_KINDS);
        Instant july = Instant.parse("2027-07-15T12:00:00Z");

        assertThat(both.insideDomains()).containsExactly(Domain.of("example.com"));
        assertThat(both.replyAt(july, true).orElseThrow().text()).isEqualTo("Ask Carol.");
        assertThat(both.replyAt(july, false).orElseThrow().html()).isEqualTo("<p>Away</p>");
        assertThat(both.first().period()).isEqualTo(Duration.ofDays(1));
        assertThat(both.replies().get(1).period()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    @Tag("feature-145")
    void datesBoundTheTimeOfAnAnswerOnBothSides() {
        Reply inside = read(TWO_KINDS).first();

        assertThat(inside.isGivenAt(Instant.parse("2027-06-30T21:59:59Z"))).isFalse();
        assertThat(inside.isGivenAt(Instant.parse("2027-06-30T22:00:00Z"))).isTrue();
        assertThat(inside.isGivenAt(Instant.parse("2027-07-31T21:59:59Z"))).isTrue();
        assertThat(inside.isGivenAt(Instant.parse("2027-07-31T22:00:00Z"))).isFalse();
    }

    @Test
    void ofTwoThatFitTheFirstIsGiven() {
        AutoReplySettings both = read("replies: [{enabled: true, text: one}, {enabled: true, text: two}]");

        assertThat(both.replyAt(Instant.now(), true).orElseThrow().text()).isEqualTo("one");
    }

    @Test
    void whatIsSaidComesBackAsItWas() {
        AutoReplySettings both = read(TWO_KINDS);

        assertThat(SettingsFormat.record(SettingsFormat.values(both), AutoReplySettings.class))
                .isEqualTo(both);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{enabled: true, text: other}",
                "{enabled: true, text: away, subject: x}",
                "{enabled: true, text: away, html: x}",
                "{enabled: true, text: away, from: 2027-07-01T00:00:00Z}",
                "{enabled: true, text: away, to: 2027-07-01T00:00:00Z}"
            })
    void anotherAnswerIsKnownAsAnother(String other) {
        Reply away = read("replies: [{enabled: true, text: away}]").first();

        assertThat(read("replies: [" + other + "]").first().id()).isNotEqualTo(away.id());
        assertThat(read("replies: [{enabled: false, text: away, period: 1d}]")
                        .first()
                        .id())
                .isEqualTo(away.id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replies: [{}, {}, {}]                      | replies             | 3 entries | at most 2",
                "replies: [{period: 59m}]                   | replies[0].period   | 3540s     | from 1h to 365d",
                "replies: [{period: 366d}]                  | replies[0].period   | 31622400s | from 1h to 365d",
                "replies: [{period: weekly}]                | replies[0].period   | weekly    | a duration such as",
                "replies: [{audience: family}]              | replies[0].audience | family    | [everyone, inside, outside]",
                "replies: [{from: soon}]                    | replies[0].from     | soon      | a moment such as",
                "replies: [{subject: \"a\\nBcc: b\"}]       | replies[0].subject  | Bcc       | on one line",
                "insideDomains: ['a b']                     | insideDomains[0]    | a b       | a domain such as",
                "replies: [{txt: a}]                        | replies[0].txt      | unknown   | one of the keys",
                "'replies: [{from: 2027-07-02T00:00:00Z, to: 2027-07-01T00:00:00Z}]' | replies[0] | 2027-07-01 | not before"
            })
    void wrongValuesAreRefusedByNameValueAndExpectation(String yaml, String path, String value, String expected) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOfSatisfying(SettingRefused.class, refused -> {
            assertThat(refused.path()).startsWith(path);
            assertThat(refused.value()).contains(value);
            assertThat(refused.expected()).contains(expected);
        });
    }

    @Test
    void longTextsAreRefused() {
        assertThatThrownBy(() -> new Reply(true, null, null, null, null, "x".repeat(64 * 1024 + 1), null, null))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("text")
                .hasMessageContaining("at most 65536 characters");
        assertThatThrownBy(() ->
                        new AutoReplySettings(List.of(), java.util.Collections.nCopies(101, Domain.of("example.org"))))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("insideDomains");
    }
}
