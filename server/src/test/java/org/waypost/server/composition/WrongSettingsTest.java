package org.waypost.server.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

/** What a setting can't be is refused with its place, the value and what was expected, and changes nothing. */
class WrongSettingsTest {
    private static AccountSettings settings;

    @BeforeAll
    static void assemble(@TempDir Path folder) throws IOException {
        settings = StepLoader.under(folder).get(AccountSettings.class);
    }

    private static void assertRefused(String section, String yaml, String place, String expected) {
        assertThatThrownBy(() -> settings.set(Scope.server(), section, SettingsFormat.yaml(yaml))
                        .block())
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith(section + "." + place + " is ")
                .hasMessageContaining("expected " + expected);
        assertThat(settings.said(Scope.server()).block()).isEqualTo(Map.of());
    }

    @TestFactory
    Stream<DynamicTest> everyKeyOfEverySectionRefusesWhatIsOfAnotherKind() {
        return settings.sections().all().stream().flatMap(section -> keys(section)
                .map(key -> DynamicTest.dynamicTest(section.name() + "." + key, () -> assertThatThrownBy(() ->
                                settings.set(Scope.server(), section.name(), SettingsFormat.yaml(key + ": {no: such}"))
                                        .block())
                        .isInstanceOf(SettingRefused.class)
                        .hasMessageStartingWith(section.name() + "." + key)
                        .hasMessageContaining(", expected "))));
    }

    private static Stream<String> keys(Section<?> section) {
        return Arrays.stream(section.type().getRecordComponents()).map(component -> component.getName());
    }

    @TestFactory
    Stream<DynamicTest> everySectionRefusesAKeyThatItDoesNotKnow() {
        return settings.sections().all().stream()
                .map(section -> DynamicTest.dynamicTest(
                        section.name(),
                        () -> assertRefused(section.name(), "colour: green", "colour", "one of the keys [")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    autoReply       | replies: [{enabled: true, text: x, period: 1m}]                  | replies[0].period     | a duration from 1h to 365d
                    autoReply       | replies: [{enabled: true}, {}, {}]                                | replies               | at most 2
                    autoReply       | insideDomains: ['a b']                                            | insideDomains[0]      | a domain
                    challenge       | mode: sometimes                                                   | mode                  | one of
                    challenge       | expiry: 91d                                                       | expiry                | a duration from 1h to 90d
                    challenge       | period: 5m                                                        | period                | a duration from 1h to 90d
                    challenge       | language: '!'                                                     | language              | a language
                    challengeLimits | perSender: 1001                                                   | perSender             | a whole number from 0 to 1000
                    challengeLimits | perUser: -1                                                       | perUser               | a whole number from 0 to 10000
                    challengeLimits | perDomain: 100001                                                 | perDomain             | a whole number from 0 to 100000
                    challengeLimits | perServer: -5                                                     | perServer             | a whole number from 0 to 100000
                    challengeTexts  | challenge: {en: {subject: hello, text: '{{colour}}'}}             | challenge.en.text     | variables of
                    challengeTexts  | digest: {en: {text: x}}                                           | digest.en.subject     | one line of 1 to 200 characters
                    clients         | allow: [{network: 1.2.3}]                                         | allow[0].network      | an
                    clients         | block: [{}]                                                       | block[0].network      | an
                    country         | mode: never                                                       | mode                  | one of
                    country         | countries: [Germany]                                              | countries[0]          | a country of ISO 3166-1
                    country         | skip: [home]                                                      | skip[0]               | an
                    country         | refusal: 'no {{user}}'                                            | refusal               | no variables but
                    domainQuota     | size: -2                                                          | size                  | a number from 0, or -1
                    domainQuota     | count: -2                                                         | count                 | a number from 0, or -1
                    expiry          | rules: [{folder: '', days: 3}]                                    | rules[0].folder       | a folder
                    expiry          | rules: [{folder: INBOX, days: 0}]                                 | rules[0].days         | a whole number from 1
                    expiry          | rules: [{folder: INBOX, days: 3, most: 0}]                        | rules[0].most         | a whole number, 1 or more
                    forward         | targets: [bob]                                                    | targets[0]            | a mail address
                    forwardRules    | mostTargets: 101                                                  | mostTargets           | a whole number from 0 to 100
                    quota           | code: 550                                                         | code                  | 452 or 552
                    quota           | grace: 101                                                        | grace                 | a share from 0 to 100 percent
                    quota           | text: 'völl'                                                      | text                  | 1 to 200 printable ASCII characters
                    quotaWarnings   | stages: [{percent: 0}]                                            | stages[0].percent     | a share from 1 to 100
                    quotaWarnings   | stages: [{percent: 90}, {percent: 80}]                            | stages[1].percent     | more than that of the first
                    quotaWarnings   | again: 51                                                         | again                 | 1 to 50 percent
                    quotaWarnings   | language: '!'                                                     | language              | a language
                    quotaWarnings   | texts: {en: {subject: x}}                                         | texts.en.text         | a text
                    quotaWarnings   | folders: 51                                                       | folders               | 0 to 50
                    quotaWarnings   | administrator: nobody                                             | administrator         | a mail address
                    rules           | rules: [{name: x, conditions: [{headers: [A], contains: [b]}], action: burn}] | rules[0].action | one of
                    rules           | rules: [{name: x, conditions: [], action: discard}]               | rules[0].conditions   | 1 to 20
                    senders         | allow: [{sender: '@'}]                                            | allow[0].sender       | an
                    senders         | block: [{sender: a b}]                                            | block[0].sender       | an
                    welcome         | language: '!'                                                     | language              | a language
                    welcome         | from: nobody                                                      | from                  | a mail address
                    welcome         | messages: [{subject: x, text: '{{colour}}'}]                      | messages[0].text      | a
                    """)
    void whatIsOutOfBoundsIsRefused(String section, String yaml, String place, String expected) {
        assertRefused(section, yaml, place, expected);
    }
}
