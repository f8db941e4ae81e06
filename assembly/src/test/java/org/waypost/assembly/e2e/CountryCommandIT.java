package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped table, as command, WebAdmin, health check, metrics and JMX show it. */
@Tag("feature-71")
@ExtendWith(SharedServer.class)
class CountryCommandIT {
    private static BundleServer server;

    @BeforeAll
    static void take(BundleServer shared) {
        server = shared;
    }

    @Test
    void addressesAreLookedUp() throws Exception {
        assertThat(server.command("country", "lookup", "8.8.8.8").run().succeeded())
                .contains("8.8.8.8: US, United States");
        assertThat(server.command("country", "lookup", "2a02:6b8::feed:ff")
                        .run()
                        .succeeded())
                .contains("2a02:6b8::feed:ff: RU, Russia");
        assertThat(server.command("country", "lookup", "192.0.2.1").run().succeeded())
                .contains("documentation");
        assertThat(server.command("country", "lookup", "example.org").run().code())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "77.88.8.8,            RU, country, false",
        "2400:3200::1,         CN, country, false",
        "64:ff9b::4d58:808,    RU, country, false",
        "127.0.0.1,            '', loopback, true",
        "fd00::1,              '', private,  true",
        "2001:db8::1,          '', documentation, false",
        "3000::1,              '', unknown, false"
    })
    void webAdminTellsTheCountryOrTheRange(String address, String country, String kind, boolean local)
            throws Exception {
        var found = server.webAdmin().json("GET", "/waypost/country/lookup/" + address.replace(":", "%3A"), "");

        assertThat(found.hasNonNull("country") ? found.get("country").asText() : "")
                .isEqualTo(country);
        assertThat(found.get("kind").asText()).isEqualTo(kind);
        assertThat(found.get("local").asBoolean()).isEqualTo(local);
    }

    @Test
    void whatIsNoAddressIsRefused() throws Exception {
        HttpResponse<String> answer = server.webAdmin().call("GET", "/waypost/country/lookup/example.org", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("ip is 'example.org', expected an IPv4 or IPv6 address");
    }

    @Test
    void theTableAndItsAgeAreShown() throws Exception {
        var table = server.webAdmin().json("GET", "/waypost/country/database", "");

        assertThat(table.get("source").asText()).isEqualTo("shipped");
        assertThat(table.get("built").asText()).isEqualTo("2026-06-17T19:51:40Z");
        assertThat(table.get("ageDays").asLong()).isPositive();
        assertThat(server.command("country", "status").run().output())
                .contains("Database: shipped, built 2026-06-17T19:51:40Z");
        assertThat(server.command("status").run().output()).contains("Countries: shipped, built 2026-06-17");
        assertThat(server.command("country", "reload").run().succeeded()).contains("Nothing has changed.");
    }

    @Test
    void theAgeIsAMetric() throws Exception {
        assertThat(server.webAdmin().stranger("/metrics").body()).contains("countryDatabaseAgeDays");
    }

    @Test
    void jmxShowsTheTable() throws Exception {
        try (var connector = Jmx.connect(server)) {
            var name = new javax.management.ObjectName("org.waypost:type=country");
            var beans = connector.getMBeanServerConnection();

            assertThat(beans.getAttribute(name, "Source")).isEqualTo("shipped");
            assertThat(beans.invoke(name, "lookUp", new Object[] {"8.8.8.8"}, new String[] {String.class.getName()}))
                    .isEqualTo("US");
        }
    }
}
