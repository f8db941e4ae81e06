package org.waypost.policy.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-2")
class QuotaSettingsTest {
    private static <T extends Record> T read(String json, Class<T> type) {
        return SettingsFormat.record(SettingsFormat.object(json), type);
    }

    @Test
    void nothingSaidMeansNoTotalAndARefusalForTheTimeBeing() {
        assertThat(read("{}", DomainTotal.class).isLimited()).isFalse();
        QuotaRefusal refusal = read("{}", QuotaRefusal.class);
        assertThat(refusal.refuse()).isTrue();
        assertThat(refusal.code()).isEqualTo(452);
        assertThat(refusal.enhancedCode()).isEqualTo("4.2.2");
        assertThat(refusal.grace()).isEqualTo(5);
        assertThat(read("{\"code\": 552}", QuotaRefusal.class).enhancedCode()).isEqualTo("5.2.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"code\": 550} | code | 550 | 452 or 552",
                "{\"code\": \"full\"} | code | full | a number",
                "{\"grace\": -1} | grace | -1 | 0 to 100",
                "{\"grace\": 101} | grace | 101 | 0 to 100",
                "{\"text\": \"\"} | text | '' | printable ASCII",
                "{\"text\": \"  \"} | text | '  ' | printable ASCII",
                "{\"text\": \"voll, schön\"} | text | schön | printable ASCII",
                "{\"text\": \"a\\r\\n250 ok\"} | text | a | printable ASCII",
                "{\"refuse\": 7} | refuse | 7 | true or false",
                "{\"words\": \"a\"} | words | unknown | text"
            })
    void wrongRefusalsAreRefused(String json, String name, String value, String expected) {
        assertThatThrownBy(() -> read(json, QuotaRefusal.class))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"size\": -2} | size | -2 | -1 for no limit",
                "{\"count\": -2} | count | -2 | -1 for no limit",
                "{\"size\": \"10G\"} | size | 10G | a number",
                "{\"bytes\": 1} | bytes | unknown | size"
            })
    void wrongTotalsAreRefused(String json, String name, String value, String expected) {
        assertThatThrownBy(() -> read(json, DomainTotal.class))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // before, sum, after, missing
        "10, 10, 10, 0",
        "10, 12, 10, 2",
        "10, 7, 10, -3",
        // Mail came while the users were counted.
        "10, 11, 13, 0",
        "10, 15, 13, 2",
        "10, 9, 13, -1",
        "13, 9, 10, -1"
    })
    void aSumWithinWhatTheCounterDidMeanwhileIsRight(long before, long sum, long after, long missing) {
        assertThat(DomainUse.missing(before, sum, after)).isEqualTo(missing);
    }
}
