package org.waypost.accounts.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.net.InetAddresses;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.country.CountryFilter.Mode;
import org.waypost.accounts.country.CountryFilter.Unknown;
import org.waypost.accounts.network.AddressBlock;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-71")
class CountryFilterTest {

    @Test
    void nothingIsRefusedUnlessSomebodySaysSo() {
        CountryFilter filter = read("{}");

        assertThat(filter.mode()).isEqualTo(Mode.OFF);
        assertThat(filter.countries()).isEmpty();
        assertThat(filter.unknown()).isEqualTo(Unknown.ACCEPT);
        assertThat(filter.skip()).isEmpty();
        assertThat(filter.refusal()).contains("{{country}}");
    }

    @Test
    void codesAreWrittenAsInTheStandardAndOnce() {
        assertThat(read("{'mode':'block','countries':['cn',' RU','CN','xk']}").countries())
                .containsExactly("CN", "RU", "XK");
    }

    @Test
    void skipsTheNetworksThatItNames() {
        CountryFilter filter = read("{'skip':['198.51.100.0/24','2001:db8::1']}");

        assertThat(filter.skips(InetAddresses.forString("198.51.100.9"))).isTrue();
        assertThat(filter.skips(InetAddresses.forString("::ffff:198.51.100.9"))).isTrue();
        assertThat(filter.skips(InetAddresses.forString("198.51.101.9"))).isFalse();
        assertThat(filter.skips(InetAddresses.forString("2001:db8::1"))).isTrue();
        assertThat(filter.skips(InetAddresses.forString("2001:db8::2"))).isFalse();
    }

    @Test
    void isWrittenAsItIsRead() {
        CountryFilter filter = new CountryFilter(
                Mode.ACCEPT_ONLY,
                List.of("DE", "AT"),
                Unknown.REFUSE,
                List.of(AddressBlock.parse("198.51.100.0/24"), AddressBlock.parse("2001:db8::1")),
                "No mail from {{country}}, write from home");

        assertThat(SettingsFormat.json(SettingsFormat.values(filter)))
                .isEqualTo("{\"mode\":\"accept-only\",\"countries\":[\"DE\",\"AT\"],\"unknown\":\"refuse\","
                        + "\"skip\":[\"198.51.100.0/24\",\"2001:db8::1/128\"],"
                        + "\"refusal\":\"No mail from {{country}}, write from home\"}");
        assertThat(SettingsFormat.record(SettingsFormat.values(filter), CountryFilter.class))
                .isEqualTo(filter);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'mode':'deny'}                           | mode         | deny    | one of [off, block, accept-only]",
                "{'mode':true}                             | mode         | true    | text",
                "{'mode':'accept-only'}                    | countries    | []      | at least one country",
                "{'mode':'accept-only','countries':[]}     | countries    | []      | at least one country",
                "{'countries':['DE','UK']}                 | countries[1] | UK      | ISO 3166-1",
                "{'countries':['Germany']}                 | countries[0] | Germany | ISO 3166-1",
                "{'countries':['']}                        | countries[0] | ''      | ISO 3166-1",
                "{'countries':['EU']}                      | countries[0] | EU      | ISO 3166-1",
                "{'countries':[null]}                      | countries[0] | missing | ISO 3166-1",
                "{'countries':'DE'}                        | countries    | DE | a list",
                "{'unknown':'maybe'}                       | unknown      | maybe   | one of [accept, refuse]",
                "{'skip':['192.0.2.0/33']}                 | skip[0]      | 192.0.2.0/33 | an address or network",
                "{'skip':['192.0.2.1','mail.example.org']} | skip[1]      | mail.example.org | an address or network",
                "{'skip':[null]}                           | skip[0]      | missing | an address or network",
                "{'refusal':''}                            | refusal      | ''      | printable ASCII",
                "{'refusal':'a\\nb'}                       | refusal      | a       | printable ASCII",
                "{'refusal':'Österreich'}                  | refusal      | Österreich | printable ASCII",
                "{'refusal':'from {{user}}'}               | refusal      | {{user}} | no variables but",
                "{'country':['DE']}                        | country      | unknown | one of the keys [countries,"
            })
    void wrongValuesAreRefusedWithNameValueAndExpectation(String json, String path, String value, String expected) {
        assertThatExceptionOfType(SettingRefused.class)
                .isThrownBy(() -> read(json))
                .satisfies(refused -> assertThat(refused.path()).isEqualTo(path))
                .withMessageContaining(value)
                .withMessageContaining(expected);
    }

    @Test
    void aTextOrListThatIsTooLongIsRefused() {
        assertThatExceptionOfType(SettingRefused.class)
                .isThrownBy(() -> read("{'refusal':'" + "x".repeat(301) + "'}"))
                .withMessageContaining("1 to 300");
        String networks = "'192.0.2.1',".repeat(1001);
        assertThatExceptionOfType(SettingRefused.class)
                .isThrownBy(() -> read("{'skip':[" + networks.substring(0, networks.length() - 1) + "]}"))
                .withMessageContaining("at most 1000");
    }

    private static CountryFilter read(String json) {
        return SettingsFormat.record(SettingsFormat.object(json.replace('\'', '"')), CountryFilter.class);
    }
}
