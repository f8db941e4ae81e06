package org.waypost.policy.country;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.country.CountryFilter;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingsFormat;

/** Who takes mail from where: the settings of server, domains and users together with a table. */
@Tag("feature-71")
class CountryGateTest {
    @TempDir
    Path folder;

    private final AccountSettings settings = new AccountSettings(
            new Sections(List.of(CountryFilter.SECTION)),
            new MemorySettingsStore(),
            new ChangeFeed(new MemoryChangeLog(Clock.systemUTC()), Clock.systemUTC()));
    private CountryGate gate;

    @BeforeEach
    void begin() throws Exception {
        Path file = Files.write(
                folder.resolve("made.mmdb"), CountryTableTest.sample(6, 24).bytes());
        gate = new CountryGate(
                CountryDatabase.open(Optional.of(file), Optional.empty(), Clock.systemUTC()),
                settings,
                address -> switch (address.getLocalPart()) {
                    case "bob", "b.bob" -> Set.of(Username.of("bob@example.org"));
                    case "carol" -> Set.of(Username.of("carol@example.org"));
                    case "both" -> Set.of(Username.of("bob@example.org"), Username.of("carol@example.org"));
                    default -> Set.of();
                },
                new GateRules(Duration.ofSeconds(10), true));
    }

    private void set(Scope scope, String json) {
        settings.set(scope, "country", SettingsFormat.object(json.replace('\'', '"')))
                .block();
    }

    private static Scope user(String name) {
        return Scope.user(Username.of(name + "@example.org"));
    }

    private Optional<CountryRefusal> ask(String client, String recipient) throws Exception {
        return gate.refusal(InetAddresses.forString(client), new MailAddress(recipient + "@example.org"));
    }

    private boolean refused(String client, String recipient) throws Exception {
        return ask(client, recipient).isPresent();
    }

    @Test
    void nobodyIsRefusedUnlessSomebodySaysSo() throws Exception {
        assertThat(refused("60.0.0.1", "bob")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "block,       accept, 60.0.0.1,        true",
        "block,       accept, 2400::1,         true",
        "block,       accept, 90.0.0.1,        true",
        "block,       accept, 20.0.0.1,        false",
        "block,       accept, 129.0.0.1,       false",
        "block,       refuse, 129.0.0.1,       true",
        "block,       refuse, 2001:db8::1,     true",
        "block,       refuse, 127.0.0.1,       false",
        "block,       refuse, ::1,             false",
        "block,       refuse, 10.0.0.1,        false",
        "block,       refuse, fd00::1,         false",
        "block,       refuse, 100.64.0.1,      false",
        "block,       refuse, fe80::1,         false",
        "block,       refuse, 60.0.7.7,        false",
        "block,       refuse, 129.7.0.1,       false",
        "accept-only, accept, 60.0.0.1,        false",
        "accept-only, accept, 20.0.0.1,        true",
        "accept-only, accept, 129.0.0.1,       false",
        "accept-only, refuse, 129.0.0.1,       true",
        "accept-only, refuse, 203.0.113.1,     true",
        "accept-only, refuse, 127.0.0.1,       false",
        "accept-only, refuse, 192.168.0.1,     false",
        "accept-only, refuse, 64:ff9b::3c00:1, false",
        "accept-only, refuse, 2002:7f00:1::1,  true",
        "off,         refuse, 60.0.0.1,        false",
        "off,         refuse, 129.0.0.1,       false"
    })
    void theListDecides(String mode, String unknown, String client, boolean refused) throws Exception {
        set(
                Scope.server(),
                "{'mode':'" + mode + "','unknown':'" + unknown
                        + "','countries':['CN','RU'],'skip':['60.0.7.0/24','129.7.0.0/16']}");

        assertThat(refused(client, "bob")).isEqualTo(refused);
    }

    @Test
    void theUserGoesOverTheDomainAndTheDomainOverTheServer() throws Exception {
        set(Scope.server(), "{'mode':'block','countries':['CN']}");
        set(Scope.domain(Domain.of("example.org")), "{'countries':['DE']}");
        set(user("carol"), "{'mode':'off'}");

        assertThat(refused("60.0.0.1", "bob")).isFalse();
        assertThat(refused("20.0.0.1", "bob")).isTrue();
        assertThat(refused("20.0.0.1", "b.bob")).isTrue();
        assertThat(refused("20.0.0.1", "carol")).isFalse();
        assertThat(refused("20.0.0.1", "nobody")).isTrue();
        assertThat(refused("60.0.0.1", "nobody")).isFalse();
    }

    @Test
    void whatTheServerLocksHoldsForAll() throws Exception {
        set(Scope.server(), "{'mode':'block','countries':['CN']}");
        set(user("carol"), "{'mode':'off'}");
        settings.lock(Scope.server(), "country", Set.of("mode", "countries")).block();

        assertThat(refused("60.0.0.1", "carol")).isTrue();
    }

    @Test
    void anAddressOfSeveralUsersRefusesWhenAllDo() throws Exception {
        set(user("bob"), "{'mode':'block','countries':['CN']}");
        assertThat(refused("60.0.0.1", "both")).isFalse();

        set(user("carol"), "{'mode':'accept-only','countries':['DE']}");
        assertThat(refused("60.0.0.1", "both")).isTrue();
    }

    @Test
    void theRefusalSaysWhatTheScopeWants() throws Exception {
        set(
                user("bob"),
                "{'mode':'block','countries':['CN'],'unknown':'refuse','refusal':'no {{country}}, {{address}}'}");

        assertThat(ask("60.0.0.1", "bob")).hasValueSatisfying(refusal -> {
            assertThat(refusal.text()).isEqualTo("no CN, 60.0.0.1");
            assertThat(refusal.origin().word()).isEqualTo("CN");
            assertThat(refusal.scopes()).containsExactly(user("bob"));
        });
        assertThat(ask("129.0.0.1", "bob")).hasValueSatisfying(refusal -> assertThat(refusal.text())
                .isEqualTo("no an unknown country, 129.0.0.1"));
    }
}
