package org.waypost.accounts.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.james.core.MailAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-144")
class ForwardSettingsTest {
    private static <T> T read(String yaml, Class<T> type) {
        return SettingsFormat.record(SettingsFormat.yaml(yaml), type);
    }

    @Test
    void nothingIsForwardedByDefaultAndACopyIsKept() {
        ForwardSettings none = read("{}", ForwardSettings.class);

        assertThat(none.targets()).isEmpty();
        assertThat(none.keepCopy()).isTrue();
    }

    @Test
    void domainsAllowTwentyTargetsOfAnyServerByDefault() {
        assertThat(read("{}", ForwardRules.class)).isEqualTo(new ForwardRules(true, 20));
    }

    @Test
    void aTargetThatStandsTwiceCountsOnce() throws Exception {
        assertThat(read("targets: [a@example.org, A@example.org]", ForwardSettings.class)
                        .targets())
                .containsExactly(new MailAddress("a@example.org"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forward | targets: [nobody]      | targets[0]  | nobody | a mail address",
                "forward | targets: [a@b.c, null] | targets[1]  | null   | a mail address",
                "forward | keepCopy: maybe        | keepCopy    | ''     | true or false",
                "forward | target: a@b.c          | target      | unknown| one of the keys [keepCopy, targets]",
                "rules   | mostTargets: -1        | mostTargets | -1     | from 0 to 100",
                "rules   | mostTargets: 101       | mostTargets | 101    | from 0 to 100",
                "rules   | mostTargets: many      | mostTargets | ''     | a number"
            })
    void wrongValuesAreRefusedByNameValueAndExpectation(
            String section, String yaml, String path, String value, String expected) {
        Class<? extends Record> type = section.equals("forward") ? ForwardSettings.class : ForwardRules.class;
        assertThatThrownBy(() -> read(yaml, type)).isInstanceOfSatisfying(SettingRefused.class, refused -> {
            assertThat(refused.path()).isEqualTo(path);
            assertThat(refused.value()).contains(value);
            assertThat(refused.expected()).contains(expected);
        });
    }

    @Test
    void thereAreNotMoreThanAHundredTargets() {
        String many = IntStream.rangeClosed(1, 101)
                .mapToObj(index -> "t" + index + "@example.org")
                .collect(Collectors.joining(", ", "targets: [", "]"));

        assertThatThrownBy(() -> read(many, ForwardSettings.class))
                .isInstanceOf(SettingRefused.class)
                .hasMessageContaining("101 addresses")
                .hasMessageContaining("at most 100");
    }
}
