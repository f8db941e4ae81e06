package org.waypost.mailets.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.mailets.smtp.Target;

/** Which servers are tried, in which order (RFC 5321 §5.1), and which never. */
@Tag("feature-116")
class TargetsTest {
    private final PlayedHosts dns = new PlayedHosts();
    private final OwnListeners own = new OwnListeners(() -> Set.of(25, 10_025));
    private final Targets targets = new Targets(dns, own, own::here);

    private static Route route(String keys) {
        return SettingsFormat.record(
                SettingsFormat.object(("{'name':'default'" + keys + "}").replace('\'', '"')), Route.class);
    }

    private List<String> of(String keys) throws Unreachable {
        return targets.of(route(keys), "there.test", "me.test").stream()
                .map(Target::toString)
                .toList();
    }

    @Test
    void exchangersComeByPreferenceAndAnIpv4AddressBeforeIpv6() throws Exception {
        dns.mx("there.test", 20, "b.there.test").mx("there.test", 10, "a.there.test");
        dns.host("a.there.test", "2001:db8::1", "203.0.113.1").host("b.there.test", "203.0.113.2");

        assertThat(of("")).containsExactly("203.0.113.1:25", "[2001:db8:0:0:0:0:0:1]:25", "203.0.113.2:25");
    }

    @Test
    void withoutExchangersTheDomainItselfIsTheServer() throws Exception {
        dns.host("there.test", "203.0.113.9");

        assertThat(of("")).containsExactly("203.0.113.9:25");
    }

    @Test
    void aNullMxTakesNoMail() {
        dns.mx("there.test", 0, "").host("there.test", "203.0.113.9");

        assertThatThrownBy(() -> of("")).isInstanceOfSatisfying(Unreachable.class, e -> {
            assertThat(e.lasting()).isEqualTo(Unreachable.Lasting.FOR_EVER);
            assertThat(e.failure().status()).isEqualTo("5.1.10");
        });
    }

    @Test
    void aDomainWithoutServersIsLookedUpAgainAFewTimes() {
        assertThatThrownBy(() -> of("")).isInstanceOfSatisfying(Unreachable.class, e -> assertThat(e.lasting())
                .isEqualTo(Unreachable.Lasting.SHORTLY));
    }

    @Test
    void aSilentDnsIsWaitedFor() {
        dns.silentOn("there.test");

        assertThatThrownBy(() -> of("")).isInstanceOfSatisfying(Unreachable.class, e -> assertThat(e.lasting())
                .isEqualTo(Unreachable.Lasting.A_WHILE));
    }

    @Test
    void whereThisServerIsABackupOnlyBetterOnesAreTried() throws Exception {
        dns.mx("there.test", 10, "a.there.test").mx("there.test", 20, "me.test").mx("there.test", 20, "c.there.test");
        dns.mx("there.test", 30, "d.there.test");
        dns.host("a.there.test", "203.0.113.1").host("me.test", "203.0.113.50").host("c.there.test", "203.0.113.3");
        dns.host("d.there.test", "203.0.113.4");

        assertThat(of("")).containsExactly("203.0.113.1:25");
    }

    @Test
    void aDomainThatLeadsToThisMachineIsRefused() {
        dns.mx("there.test", 10, "trick.there.test").host("trick.there.test", "127.0.0.1");

        assertThatThrownBy(() -> of("")).isInstanceOfSatisfying(Unreachable.class, e -> {
            assertThat(e.lasting()).isEqualTo(Unreachable.Lasting.FOR_EVER);
            assertThat(e.failure().status()).isEqualTo("5.4.6");
        });
        assertThatThrownBy(() -> targets.of(route(""), "[127.0.0.1]", "me.test"))
                .isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> targets.of(route(""), "[IPv6:::1]", "me.test")).isInstanceOf(Unreachable.class);
    }

    @Test
    void aNextHopThatIsThisServerIsRefusedAndAnotherServiceOnThisMachineIsNot() throws Exception {
        assertThatThrownBy(() -> of(",'hops':['127.0.0.1:10025']"))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("this server itself");
        assertThat(of(",'hops':['127.0.0.1:10025','127.0.0.1:10026']")).containsExactly("127.0.0.1:10026");
    }

    @Test
    @Tag("feature-117")
    void aRouteWithASourceOfOneFamilyNeverUsesTheOther() throws Exception {
        dns.host("there.test", "203.0.113.9", "2001:db8::9");

        assertThat(of(",'source4':'127.0.0.2'")).containsExactly("203.0.113.9:25");
        assertThat(of(",'source6':'::1'")).containsExactly("[2001:db8:0:0:0:0:0:9]:25");
        assertThat(of(",'source4':'127.0.0.2','source6':'::1'")).hasSize(2);
    }

    @Test
    void hopsAreTriedInTheirOrderWithTheirPorts() throws Exception {
        dns.host("a.test", "203.0.113.1").host("b.test", "203.0.113.2");

        assertThat(of(",'port':2525,'hops':['b.test:587','nowhere.test','a.test']"))
                .containsExactly("203.0.113.2:587", "203.0.113.1:2525");
    }
}
