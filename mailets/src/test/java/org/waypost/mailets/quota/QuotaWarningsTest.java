package org.waypost.mailets.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-132")
class QuotaWarningsTest {
    private static QuotaWarnings read(String json) {
        return SettingsFormat.record(SettingsFormat.object(json), QuotaWarnings.class);
    }

    @Test
    void nothingSaidMeansTwoStagesInEnglish() {
        QuotaWarnings settings = read("{}");

        assertThat(settings.enabled()).isTrue();
        assertThat(settings.stages()).extracting(QuotaWarnings.Stage::percent).containsExactly(80, 95);
        assertThat(settings.language()).isEqualTo("en");
        assertThat(settings.administrator()).isEmpty();
        assertThat(settings.again()).isEqualTo(5);
        assertThat(settings.folders()).isEqualTo(10);
    }

    @Test
    void wordsMayBeOfAStageAndOfALanguage() {
        QuotaWarnings settings = read(
                """
                {"stages": [{"percent": 70, "subject": "{{percent}}", "text": "{{user}}", "html": "<p>{{user}}</p>"}],
                 "texts": {"pt-BR": {"subject": "Cheio", "text": "{{used}}"}}, "language": "pt-BR",
                 "administrator": "admin@example.org"}
                """);

        assertThat(settings.stages().get(0).html()).isEqualTo("<p>{{user}}</p>");
        assertThat(settings.texts().get("pt-BR").subject()).isEqualTo("Cheio");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"enabled\": \"perhaps\"} | enabled | perhaps | true or false",
                "{\"stages\": []} | stages | 0 stages | one or two",
                "{\"stages\": [{\"percent\": 1}, {\"percent\": 2}, {\"percent\": 3}]} | stages | 3 stages | one or two",
                "{\"stages\": [{\"percent\": 0}]} | stages[0].percent | 0 | 1 to 100",
                "{\"stages\": [{\"percent\": 101}]} | stages[0].percent | 101 | 1 to 100",
                "{\"stages\": [{}]} | stages[0].percent | missing | 1 to 100",
                "{\"stages\": [{\"percent\": 90}, {\"percent\": 90}]} | stages[1].percent | 90 | more than",
                "{\"stages\": [{\"percent\": 90, \"subject\": \"a\\nb\"}]} | stages[0].subject | a | one line",
                "{\"stages\": [{\"percent\": 90, \"subject\": \" \"}]} | stages[0].subject |  | one line",
                "{\"stages\": [{\"percent\": 90, \"text\": \"{{nobody}}\"}]} | stages[0].text | nobody | {{user}}",
                "{\"stages\": [{\"percent\": 90, \"html\": \"{{{user}}}\"}]} | stages[0].html | {{{user | {{user}}",
                "{\"stages\": [{\"percent\": 90, \"colour\": 1}]} | stages[0].colour | unknown | percent",
                "{\"again\": 0} | again | 0 | 1 to 50",
                "{\"again\": 51} | again | 51 | 1 to 50",
                "{\"language\": \"Japanese!\"} | language | Japanese! | pt-BR",
                "{\"texts\": {\"ja\": {\"text\": \"a\"}}} | texts | missing | a line",
                "{\"texts\": {\"ja\": {\"subject\": \"a\"}}} | texts | missing | a text",
                "{\"texts\": {\"../x\": {\"subject\": \"a\", \"text\": \"b\"}}} | texts | ../x | pt-BR",
                "{\"administrator\": \"nobody\"} | administrator | nobody | mail address",
                "{\"folders\": -1} | folders | -1 | 0 to 50",
                "{\"folders\": 51} | folders | 51 | 0 to 50",
                "{\"percent\": 80} | percent | unknown | stages"
            })
    void wrongSettingsAreRefusedWithNameValueAndExpectation(String json, String name, String value, String expected) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value == null ? "" : value)
                .hasMessageContaining(expected);
    }
}
