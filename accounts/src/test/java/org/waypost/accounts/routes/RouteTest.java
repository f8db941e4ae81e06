package org.waypost.accounts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-116")
class RouteTest {
    private static final String WHEN = "\"when\":{\"senderDomains\":[\"one.test\"]}";
    private static final String PASSWORD = "\"password\":\"v1:00:AA==\"";

    private static Route route(String keys) {
        return SettingsFormat.record(SettingsFormat.object(keys), Route.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name | {\"name\":\"Big\",W} | small letters",
                "name | {W} | small letters",
                "order | {\"name\":\"a\",\"order\":-1,W} | from 0 to 1000000",
                "order | {\"name\":\"a\",\"order\":\"first\",W} | a number",
                "when | {\"name\":\"a\"} | at least one condition",
                "when | {\"name\":\"default\",W} | none",
                "when.senderDomains[0] | {\"name\":\"a\",\"when\":{\"senderDomains\":[\"a b\"]}} | *.example.org",
                "when.senders[1] | {\"name\":\"a\",\"when\":{\"senders\":[\"<>\",\"bob\"]}} | <>",
                "when.users[0] | {\"name\":\"a\",\"when\":{\"users\":[\"a b\"]}} | a user",
                "when.recipientDomains | {\"name\":\"a\",\"when\":{\"recipientDomains\":\"x.test\"}} | a list",
                "when.largerThan | {\"name\":\"a\",\"when\":{\"largerThan\":0}} | above 0",
                "when.colour | {\"name\":\"a\",\"when\":{\"colour\":\"red\"}} | senderDomains",
                "source4 | {\"name\":\"a\",W,\"source4\":\"2001:db8::1\"} | an IPv4 address",
                "source4 | {\"name\":\"a\",W,\"source4\":\"192.0.2.300\"} | an IPv4 address",
                "source4 | {\"name\":\"a\",W,\"source4\":\"mail.example.org\"} | an IPv4 address",
                "source4 | {\"name\":\"a\",W,\"source4\":\"0.0.0.0\"} | an IPv4 address",
                "source6 | {\"name\":\"a\",W,\"source6\":\"192.0.2.1\"} | an IPv6 address",
                "helo | {\"name\":\"a\",W,\"helo\":\"two words\"} | a host name",
                "hops[0] | {\"name\":\"a\",W,\"hops\":[\"mail example\"]} | mail.example.org:587",
                "hops[1] | {\"name\":\"a\",W,\"hops\":[\"m.test\",\"m.test:99999\"]} | a port from 1 to 65535",
                "hops[0] | {\"name\":\"a\",W,\"hops\":[\"[::zz]\"]} | mail.example.org:587",
                "port | {\"name\":\"a\",W,\"port\":0} | from 1 to 65535",
                "tls | {\"name\":\"a\",W,\"tls\":\"maybe\"} | [none, opportunistic, required, verified]",
                "tls | {\"name\":\"a\",W,\"tls\":\"none\",\"implicitTls\":true} | required or verified",
                "tls | {\"name\":\"a\",W,\"tls\":\"none\",\"hops\":[\"m.test\"],\"user\":\"u\",P} | never goes in"
                        + " clear",
                "tls | {\"name\":\"a\",W,\"tls\":\"opportunistic\",\"hops\":[\"m.test\"],\"user\":\"u\",P} | never"
                        + " goes in clear",
                "pins[0] | {\"name\":\"a\",W,\"pins\":[\"12\"]} | SHA-256",
                "user | {\"name\":\"a\",W,P} | there is a password",
                "hops | {\"name\":\"a\",W,\"user\":\"u\",P} | strangers' servers",
                "password | {\"name\":\"a\",W,\"hops\":[\"m.test\"],\"user\":\"u\"} | the password of u",
                "retry | {\"name\":\"a\",W,\"retry\":\"soon\"} | pauses such as",
                "retry | {\"name\":\"a\",W,\"retry\":\"0s\"} | pauses such as",
                "retry | {\"name\":\"a\",W,\"retry\":\"999*1m\"} | at most 200",
                "connections | {\"name\":\"a\",W,\"connections\":0} | from 1 to 500",
                "connectionsPerDestination | {\"name\":\"a\",W,\"connections\":2,\"connectionsPerDestination\":3} |"
                        + " from 1 to 2",
                "colour | {\"name\":\"a\",W,\"colour\":\"red\"} | one of the keys"
            })
    void whatCantBeIsRefusedWithItsNameAndWhatWasExpected(String path, String keys, String expected) {
        assertThatThrownBy(() -> route(keys.replace("W", WHEN).replace(",P}", "," + PASSWORD + "}")))
                .isInstanceOfSatisfying(SettingRefused.class, refused -> {
                    assertThat(refused.path()).isEqualTo(path);
                    assertThat(refused.expected()).contains(expected);
                });
    }

    @Test
    void aRouteWithAUserVerifiesTheServerUnlessToldOtherwise() {
        Route route = route("{\"name\":\"a\"," + WHEN + ",\"hops\":[\"m.test:587\"],\"user\":\"u\"," + PASSWORD + "}");

        assertThat(route.tls()).isEqualTo(TlsPolicy.VERIFIED);
        assertThat(route.portOf(route.hops().get(0))).isEqualTo(587);
    }

    @Test
    void portsFollowTheKindOfEncryption() {
        assertThat(route("{\"name\":\"default\"}").port()).isEqualTo(25);
        assertThat(route("{\"name\":\"default\",\"implicitTls\":true}").port()).isEqualTo(465);
        assertThat(Hop.parse("[2001:db8::1]:587"))
                .isEqualTo(new Hop("2001:db8::1", 587))
                .hasToString("[2001:db8::1]:587");
    }

    @Test
    void theUsualScheduleTriesForFiveDays() {
        Duration all = IntStream.rangeClosed(1, 200)
                .mapToObj(RetrySchedule.STANDARD::after)
                .flatMap(java.util.Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(all)
                .isBetween(Duration.ofDays(4).plusHours(23), Duration.ofDays(5).plusHours(1));
        assertThat(RetrySchedule.STANDARD.after(1)).contains(Duration.ofMinutes(5));
        assertThat(RetrySchedule.STANDARD.after(37)).isEmpty();
    }
}
