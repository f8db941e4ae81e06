package org.waypost.accounts.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.challenge.ChallengeSettings.Mode;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-78")
class ChallengeSettingsTest {

    @Test
    void nobodyIsAskedUntilSomebodySaysSo() {
        ChallengeSettings settings = SettingsFormat.record(SettingsFormat.object(), ChallengeSettings.class);

        assertThat(settings.mode()).isEqualTo(Mode.OFF);
        assertThat(settings.expiry()).isEqualTo(Duration.ofDays(14));
        assertThat(settings.digest()).isTrue();
    }

    @Test
    void aVariantOfALanguageGetsItsText() {
        ChallengeTexts texts = SettingsFormat.record(
                SettingsFormat.object("{\"challenge\":{\"pt\":{\"subject\":\"Confirme\",\"text\":\"{{link}}\"}}}"),
                ChallengeTexts.class);

        assertThat(texts.challengeIn("pt-BR")).map(Wording::subject).contains("Confirme");
        assertThat(texts.challengeIn("de")).isEmpty();
        assertThat(texts.digestIn("pt")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'mode':'sometimes'}|mode|sometimes|[off, unknown-senders, failing-checks]",
                "{'automaticMail':'bounce'}|automaticMail|bounce|[deliver, hold]",
                "{'expiry':'1m'}|expiry|0h|a duration from 1h to 90d",
                "{'expiry':'soon'}|expiry|soon|a duration such as",
                "{'period':'91d'}|period|2184h|a duration from 1h to 90d",
                "{'language':'e'}|language|e|a language such as en",
                "{'digest':'maybe'}|digest|maybe|true or false",
                "{'caps':3}|caps|unknown|one of the keys"
            })
    void whatCanNotBeIsRefused(String json, String path, String value, String expected) {
        refuses(json, ChallengeSettings.class, path, value, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'perSender':-1}|perSender|-1|a whole number from 0 to 1000",
                "{'perUser':10001}|perUser|10001|a whole number from 0 to 10000",
                "{'perDomain':100001}|perDomain|100001|a whole number from 0 to 100000",
                "{'perServer':100001}|perServer|100001|a whole number from 0 to 100000"
            })
    void capsAreBounded(String json, String path, String value, String expected) {
        refuses(json, ChallengeLimits.class, path, value, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'challenge':{'en':{'text':'x'}}}|challenge|null|one line of 1 to 200 characters",
                "{'challenge':{'en':{'subject':'x'}}}|challenge|null|a text of 1 to 20000 characters",
                "{'challenge':{'en':{'subject':'x','text':'{{password}}'}}}|challenge.en.text|{{password}}|variables of",
                "{'digest':{'en':{'subject':'{{link}}','text':'x'}}}|digest.en.subject|{{link}}|variables of"
            })
    void textsAreChecked(String json, String path, String value, String expected) {
        refuses(json, ChallengeTexts.class, path, value, expected);
    }

    private static void refuses(String json, Class<?> type, String path, String value, String expected) {
        assertThatThrownBy(() -> SettingsFormat.record(SettingsFormat.object(json.replace('\'', '"')), type))
                .isInstanceOfSatisfying(SettingRefused.class, refused -> {
                    assertThat(refused.path()).startsWith(path);
                    assertThat(refused.value()).isEqualTo(value);
                    assertThat(refused.expected()).contains(expected);
                });
    }
}
