package org.waypost.accounts.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-62")
class RuleSettingsTest {
    private static final String SUBJECT = "{headers: [Subject], contains: [x]}";

    private static RuleSettings read(String yaml) {
        return SettingsFormat.record(SettingsFormat.yaml(yaml), RuleSettings.class);
    }

    @Test
    void nothingIsNoRules() {
        assertThat(read("{}").rules()).isEmpty();
    }

    @Test
    void whatIsNotSaidGetsItsDefault() {
        Rule rule = read("rules: [{name: a, action: file, folder: Lists/Waypost, conditions: [" + SUBJECT + "]}]")
                .rules()
                .get(0);

        assertThat(rule.enabled()).isTrue();
        assertThat(rule.match()).isEqualTo(Rule.Match.ALL);
        assertThat(rule.then()).isEqualTo(Rule.Then.STOP);
        assertThat(rule.folder()).isEqualTo("Lists/Waypost");
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        RuleSettings rules = read(
                """
                rules:
                  - name: "Счета"
                    match: any
                    conditions:
                      - {headers: [Subject, X-Topic], like: ["*счёт*"], not: true}
                      - {body: true, contains: ["請求書"]}
                      - {sender: ["@example.org", "*@*.example.com"]}
                      - {larger: 10M}
                    action: forward
                    to: [bob@example.org]
                    keep: false
                    then: continue
                """);

        assertThat(read(SettingsFormat.yaml(SettingsFormat.values(rules)))).isEqualTo(rules);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            name: a, conditions: [C]                                         | action     | missing   | one of accept, refuse
            name: a, action: keep, conditions: [C]                           | action     | keep      | one of [accept, refuse
            action: accept, conditions: [C]                                  | name       | missing   | a name of 1 to 100
            name: ' ', action: accept, conditions: [C]                       | name       | ' '       | a name of 1 to 100
            name: a, action: accept                                          | conditions | missing   | 1 to 20
            name: a, action: accept, conditions: []                          | conditions | 0 cond    | 1 to 20
            name: a, action: file, conditions: [C]                           | folder     | missing   | the folder
            name: a, action: file, folder: 'a//b', conditions: [C]           | folder     | a//b      | without %, * and empty levels
            name: a, action: file, folder: 'a*', conditions: [C]             | folder     | a*        | without %, * and empty levels
            name: a, action: file, folder: '#news', conditions: [C]          | folder     | #news     | not beginning with #
            name: a, action: discard, folder: A, conditions: [C]             | folder     | A         | discard takes no folder
            name: a, action: flag, conditions: [C]                           | flags      | missing   | 1 to 10 flags
            name: a, action: flag, flags: ['\\Deleted'], conditions: [C]     | flags[0]   | \\Deleted | \\Seen, \\Flagged or a keyword
            name: a, action: flag, flags: ['two words'], conditions: [C]     | flags[0]   | two words | a keyword
            name: a, action: forward, conditions: [C]                        | to         | missing   | 1 to 10 addresses
            name: a, action: forward, to: [nobody], conditions: [C]          | to[0]      | nobody    | a mail address
            name: a, action: accept, keep: true, conditions: [C]             | keep       | true      | accept takes no keep
            name: a, action: refuse, text: 'Ungültig', conditions: [C]       | text       | Ungültig  | printable ASCII
            name: a, action: refuse, then: continue, conditions: [C]         | then       | continue  | refuse has the last word
            name: a, action: accept, colour: red, conditions: [C]            | colour     | unknown   | one of the keys
            name: a, action: accept, match: some, conditions: [C]            | match      | some      | one of [all, any]
            """)
    void wrongRulesAreRefusedWithNameValueAndExpectation(String rule, String path, String value, String expected) {
        String yaml = "rules: [{" + rule.replace("C]", SUBJECT + "]") + "}]";

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith("rules[0]." + path + " is ")
                .hasMessageContaining(value)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            contains: [x]                                 | 0 things          | one of headers, body (true), sender, larger, smaller
            headers: [Subject], body: true, contains: [x] | 2 things          | one of headers
            headers: [Subject]                            | []                | one of contains, exactly, starts, like
            headers: [Subject], contains: [x], like: [x]  | contains, like    | one of contains, exactly, starts, like
            headers: ['Sub ject'], contains: [x]          | Sub ject          | the name of a header field
            headers: [], contains: [x]                    | 0 names           | 1 to 10 names
            headers: [Subject], contains: []              | 0 values          | 1 to 100 values
            headers: [Subject], contains: ['']            | contains[0]       | a text of 1 to 200
            body: true, starts: [x]                       | starts            | contains, and nothing else
            sender: [example.org]                         | sender[0]         | an address, @ and a domain
            larger: ten                                   | ten               | a size such as
            smaller: 10M, contains: [x]                   | contains          | no comparison
            """)
    void wrongConditionsAreRefused(String condition, String value, String expected) {
        String yaml = "rules: [{name: a, action: accept, conditions: [{" + condition + "}]}]";

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("rules[0].conditions[0]")
                .hasMessageContaining(value)
                .hasMessageContaining(expected);
    }

    @Test
    void namesStandOnce() {
        String rule = "action: accept, conditions: [" + SUBJECT + "]}";

        assertThatThrownBy(() -> read("rules: [{name: Spam, " + rule + ", {name: spam, " + rule + "]"))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("rules[1].name is 'spam'");
    }

    @Test
    void thereAreNotTooMany() {
        String rules = IntStream.rangeClosed(0, RuleSettings.MOST)
                .mapToObj(number -> "{name: r" + number + ", action: accept, conditions: [" + SUBJECT + "]}")
                .collect(Collectors.joining(", "));

        assertThatThrownBy(() -> read("rules: [" + rules + "]"))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("at most 200");
    }
}
