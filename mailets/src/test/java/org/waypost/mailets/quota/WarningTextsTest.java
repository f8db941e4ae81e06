package org.waypost.mailets.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("feature-130")
@Tag("feature-132")
class WarningTextsTest {
    private static final QuotaWarnings.Stage PLAIN = new QuotaWarnings.Stage(80, null, null, null);

    @TempDir
    Path folder;

    private static QuotaWarnings in(String language, Map<String, QuotaWarnings.Text> texts) {
        return new QuotaWarnings(null, List.of(PLAIN), null, language, texts, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Mailbox, en",
        "de, Postfach, de",
        "de-AT, Postfach, de",
        "ru, ящик, ru",
        "ja, メールボックス, ja",
        "nl, Mailbox, en"
    })
    void eachLanguageHasItsWordsAndOthersGetEnglish(String language, String word, String html) throws Exception {
        QuotaWarnings.Text words = new WarningTexts(folder.resolve("none")).of(in(language, null), PLAIN);

        assertThat(words.subject()).contains(word).contains("{{percent}}");
        assertThat(words.text()).contains("{{folders}}", "{{sizeLimit}}", "{{countLimit}}");
        assertThat(words.html()).contains("lang=\"" + html + "\"", "{{folders}}");
    }

    @Test
    void theOperatorsFilesComeBeforeThoseOfTheProgram() throws Exception {
        Files.writeString(folder.resolve("en.txt"), "Subject: Ours\r\n\r\nLess than {{limit}}\r\n");
        Files.writeString(folder.resolve("nl.txt"), "Subject: Vol\n\n{{used}}\n");
        Files.writeString(folder.resolve("nl.html"), "<p>{{used}}</p>");

        WarningTexts texts = new WarningTexts(folder);

        assertThat(texts.of(in("en", null), PLAIN).subject()).isEqualTo("Ours");
        assertThat(texts.of(in("en", null), PLAIN).html()).isNull();
        assertThat(texts.of(in("nl", null), PLAIN).html()).isEqualTo("<p>{{used}}</p>");
        assertThat(texts.of(in("de", null), PLAIN).subject()).contains("Postfach");
    }

    @Test
    void settingsComeBeforeFilesAndAStageBeforeAll() throws Exception {
        WarningTexts texts = new WarningTexts(folder);
        QuotaWarnings own = in("ja", Map.of("ja", new QuotaWarnings.Text("満杯", "{{user}}", null)));

        assertThat(texts.of(own, PLAIN).subject()).isEqualTo("満杯");
        assertThat(texts.of(own, new QuotaWarnings.Stage(80, "Last call", null, null)))
                .isEqualTo(new QuotaWarnings.Text("Last call", "{{user}}", null));
        assertThat(texts.of(in("ja", null), new QuotaWarnings.Stage(80, null, "Own", null))
                        .html())
                .as("the HTML of the language says something else than the text of the stage")
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'No subject', Subject:",
        "'Subject: only', Subject:",
        "'Subject: x\n\n{{nobody}}', nobody",
        "'Subject:\n\ntext', one line"
    })
    void aFileThatCantBeUsedIsNamed(String content, String expected) throws Exception {
        Files.writeString(folder.resolve("en.txt"), content);

        assertThatThrownBy(() -> new WarningTexts(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("en.txt")
                .hasMessageContaining(expected);
    }
}
