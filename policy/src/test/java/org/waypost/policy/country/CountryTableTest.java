package org.waypost.policy.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.net.InetAddresses;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that is made here, and the shipped one. */
@Tag("feature-71")
class CountryTableTest {
    private static final Instant BUILT = Instant.parse("2026-10-01T12:00:00Z");
    private static final CountryTable SHIPPED = CountryTable.shipped();

    static MmdbWriter sample(int version, int recordBits) {
        MmdbWriter writer = new MmdbWriter(version, recordBits)
                .built(BUILT)
                .country("0.0.0.0/1", "US")
                .country("20.0.0.0/8", "DE")
                .country("20.1.0.0/16", "AT")
                .country("20.1.2.0/24", "CH")
                .country("20.1.2.3/32", "LI")
                .country("60.0.0.0/9", "CN")
                .country("60.128.0.0/9", "JP")
                .country("80.0.0.0/6", "FR")
                .country("90.0.0.0/8", "ru")
                .entry("100.0.0.0/8", Map.of("other", "entry"))
                .country("101.0.0.0/8", "ZZ")
                .country("102.0.0.0/8", "XK")
                .entry(
                        "103.0.0.0/8",
                        Map.of(
                                "country", Map.of("iso_code", "IN", "names", Map.of("en", "India")),
                                "registered_country", Map.of("iso_code", "GB"),
                                "continent", Map.of("code", "AS")))
                .entry("104.0.0.0/8", Map.of("registered_country", Map.of("iso_code", "GB")))
                .entry("105.0.0.0/8", Map.of("country", Map.of("names", Map.of("en", "nameless"))))
                .country("172.16.0.0/12", "BR")
                .country("192.0.2.0/24", "BR");
        return version == 4
                ? writer
                : writer.country("2a00::/12", "DE")
                        .country("2a01:100::/24", "NL")
                        .country("2a01:100::/25", "BE")
                        .country("2c00::/16", "ZA")
                        .country("2400::/16", "CN")
                        .country("2400:8000::/17", "KR")
                        .country("2600::/20", "US")
                        .country("2001:db8::/32", "JP")
                        .country("fc00::/7", "JP")
                        .country("2002::/16", "JP")
                        .country("64:ff9b::/96", "JP");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "made.csv", numLinesToSkip = 1)
    void addressesOfATableMadeHere(String address, String expected) throws Exception {
        for (int recordBits : new int[] {24, 28, 32}) {
            CountryTable table = CountryTable.of(sample(6, recordBits).bytes(), "made");

            assertThat(table.of(InetAddresses.forString(address)).word())
                    .as("%s with records of %d bits", address, recordBits)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "shipped.csv", numLinesToSkip = 1)
    void addressesOfTheShippedTable(String address, String expected) {
        assertThat(SHIPPED.of(InetAddresses.forString(address)).word()).isEqualTo(expected);
    }

    @Test
    void aTableOfVersion4KnowsNothingOfVersion6() throws Exception {
        CountryTable table = CountryTable.of(sample(4, 24).bytes(), "made");

        assertThat(table.of(InetAddresses.forString("20.1.2.3")).word()).isEqualTo("LI");
        assertThat(table.of(InetAddresses.forString("2a01::1"))).isEqualTo(Origin.Nowhere.UNKNOWN);
        assertThat(table.of(InetAddresses.forString("64:ff9b::20.1.2.3")).word())
                .isEqualTo("LI");
    }

    @Test
    void saysWhatItIs() throws Exception {
        CountryTable table = CountryTable.of(sample(6, 28).bytes(), "made");

        assertThat(table.built()).isEqualTo(BUILT);
        assertThat(table.type()).isEqualTo("Test-Country");
        assertThat(table.source()).isEqualTo("made");
        assertThat(SHIPPED.built()).isEqualTo(Instant.parse("2026-06-17T19:51:40Z"));
        assertThat(SHIPPED.source()).isEqualTo("shipped");
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 28, 32})
    void aFileThatIsCutAnywhereIsRefused(int recordBits) {
        byte[] whole = sample(6, recordBits).bytes();

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(UnusableTable.class)
                    .as("cut after %d of %d bytes", length, whole.length)
                    .isThrownBy(() -> CountryTable.of(cut, "cut.mmdb"))
                    .withMessageStartingWith("cut.mmdb: ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 28, 32})
    void aFileWithAHoleIsRefused(int recordBits) {
        byte[] whole = sample(6, recordBits).bytes();
        byte[] hole = whole.clone();
        Arrays.fill(hole, 0, hole.length / 4, (byte) 0);

        assertThatExceptionOfType(UnusableTable.class)
                .isThrownBy(() -> CountryTable.of(hole, "hole.mmdb"))
                .withMessageContaining("leads in a circle");
    }

    @Test
    void aGarbledFileIsRefusedOrAnswersEveryAddress() {
        byte[] whole = sample(6, 24).bytes();
        Random random = new Random(71);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] garbled = whole.clone();
            for (int change = 0; change < 3; change++) {
                garbled[random.nextInt(garbled.length)] = (byte) random.nextInt();
            }
            try {
                CountryTable table = CountryTable.of(garbled, "garbled.mmdb");
                byte[] address = new byte[random.nextBoolean() ? 4 : 16];
                random.nextBytes(address);
                assertThat(table.of(java.net.InetAddress.getByAddress(address))).isNotNull();
            } catch (UnusableTable e) {
                refused++;
            } catch (java.net.UnknownHostException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aTableOfOtherThingsIsRefused() {
        byte[] networks = new MmdbWriter(6, 24)
                .entry("20.0.0.0/8", Map.of("autonomous_system", "64500"))
                .bytes();

        assertThatExceptionOfType(UnusableTable.class)
                .isThrownBy(() -> CountryTable.of(networks, "asn.mmdb"))
                .withMessage("asn.mmdb: it has no countries but is a database of type 'Test-Country';"
                        + " expected country_code or country.iso_code in its entries");
    }

    @Test
    void aFileThatIsNoneIsRefused() {
        assertThatExceptionOfType(UnusableTable.class)
                .isThrownBy(() -> CountryTable.of(new byte[0], "empty.mmdb"))
                .withMessage("empty.mmdb: it is empty");
        assertThatExceptionOfType(UnusableTable.class)
                .isThrownBy(() -> CountryTable.of(
                        "<html>404</html>".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8), "page.mmdb"))
                .withMessageStartingWith("page.mmdb: it is no sound MMDB file");
    }
}
