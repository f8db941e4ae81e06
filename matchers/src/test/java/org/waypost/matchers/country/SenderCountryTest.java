package org.waypost.matchers.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.policy.country.CountryDatabase;
import org.waypost.policy.country.MmdbWriter;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.Verdict;
import org.waypost.steps.StepRefused;

@Tag("feature-71")
class SenderCountryTest {
    private static final Pattern SAMPLE =
            Pattern.compile("match=\"org\\.waypost\\.matchers\\.country\\.(\\w+)=([^\"]+)\"");

    @TempDir
    Path folder;

    private CountryDatabase database;

    @BeforeEach
    void open() throws Exception {
        byte[] table = new MmdbWriter(6, 24)
                .country("60.0.0.0/8", "CN")
                .country("90.0.0.0/8", "RU")
                .country("20.0.0.0/8", "DE")
                .country("2400::/16", "CN")
                .bytes();
        Path file = Files.write(folder.resolve("made.mmdb"), table);
        database = CountryDatabase.open(Optional.of(file), Optional.empty(), Clock.systemUTC());
    }

    private Matcher matcher(String name, String condition) throws Exception {
        Matcher matcher = name.equals("SenderCountry") ? new SenderCountry(database) : new SenderCountryNot(database);
        matcher.init(FakeMatcherConfig.builder()
                .matcherName(name)
                .condition(condition)
                .build());
        return matcher;
    }

    private static Mail mail(String remote, Optional<String> client) throws Exception {
        Mail mail = FakeMail.builder()
                .name("mail")
                .recipients("bob@example.org", "carol@example.org")
                .remoteAddr(remote)
                .build();
        client.ifPresent(address -> new SenderFacts(
                        Optional.of(address), Optional.empty(), Verdict.NONE, Optional.empty(), List.of(), Verdict.NONE)
                .attach(mail));
        return mail;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SenderCountry    | CN,RU      | 60.0.0.1    | true",
                "SenderCountry    | cn ru      | 90.0.0.1    | true",
                "SenderCountry    | CN, RU     | 2400::1     | true",
                "SenderCountry    | CN,RU      | 20.0.0.1    | false",
                "SenderCountry    | CN,RU      | 129.0.0.1   | false",
                "SenderCountry    | CN,unknown | 129.0.0.1   | true",
                "SenderCountry    | unknown    | 127.0.0.1   | false",
                "SenderCountry    | unknown    | 10.0.0.1    | false",
                "SenderCountry    | CN,RU      | 127.0.0.1   | false",
                "SenderCountryNot | DE,RU      | 60.0.0.1    | true",
                "SenderCountryNot | DE,RU      | 20.0.0.1    | false",
                "SenderCountryNot | DE,RU      | 129.0.0.1   | false",
                "SenderCountryNot | DE,RU      | 127.0.0.1   | false",
                "SenderCountryNot | DE,RU      | fd00::1     | false",
                "SenderCountryNot | DE,RU      | 192.0.2.1   | false",
                "SenderCountryNot | DE,RU      | some.host   | false",
                "SenderCountry    | unknown    | some.host   | true"
            })
    void theAddressOfTheClientDecides(String name, String condition, String client, boolean matches) throws Exception {
        Matcher matcher = matcher(name, condition);
        List<MailAddress> expected =
                matches ? List.of(new MailAddress("bob@example.org"), new MailAddress("carol@example.org")) : List.of();

        assertThat(matcher.match(mail(client, Optional.empty()))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whatSmtpSawGoesOverTheAddressOfTheMail() throws Exception {
        assertThat(matcher("SenderCountry", "CN").match(mail("20.0.0.1", Optional.of("60.0.0.1"))))
                .hasSize(2);
        assertThat(matcher("SenderCountry", "CN").match(mail("60.0.0.1", Optional.of("20.0.0.1"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SenderCountry    | ''",
                "SenderCountry    | China",
                "SenderCountry    | CN,UK",
                "SenderCountry    | CN;RU",
                "SenderCountry    | Unknown",
                "SenderCountry    | loopback",
                "SenderCountryNot | ''",
                "SenderCountryNot | unknown",
                "SenderCountryNot | D"
            })
    void wrongConditionsAreRefusedWithNameValueAndExpectation(String name, String condition) {
        String shown = condition.isEmpty() ? "missing" : "'" + condition + "'";
        assertThatExceptionOfType(StepRefused.class)
                .isThrownBy(() -> matcher(name, condition))
                .withMessageStartingWith(name + ": countries is " + shown)
                .withMessageContaining("expected countries of ISO 3166-1");
    }

    @ParameterizedTest
    @ValueSource(classes = {SenderCountry.class, SenderCountryNot.class})
    void theSampleInTheDocumentationIsAccepted(Class<?> type) throws Exception {
        String source = Files.readString(Path.of(
                System.getProperty("waypost.root"),
                "matchers/src/main/java/" + type.getName().replace('.', '/') + ".java"));

        java.util.regex.Matcher sample = SAMPLE.matcher(source);
        assertThat(sample.find()).isTrue();
        assertThat(sample.group(1)).isEqualTo(type.getSimpleName());
        assertThat(matcher(sample.group(1), sample.group(2))).isInstanceOf(type);
    }
}
