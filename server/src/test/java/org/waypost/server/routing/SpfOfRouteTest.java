package org.waypost.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.domainlist.memory.MemoryDomainList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.routes.RouteConditions;
import org.waypost.accounts.routes.RouteProbe.Finding;
import org.waypost.mailets.smtp.ServerName;
import org.waypost.policy.dns.ResolverDns;
import org.waypost.testing.dns.PlayedDns;

@Tag("feature-117")
class SpfOfRouteTest {
    private PlayedDns dns;
    private SpfOfRoute check;

    @BeforeEach
    void start() throws Exception {
        dns = new PlayedDns()
                .withText("one.test", "v=spf1 ip4:192.0.2.1 -all")
                .withText("two.test", "v=spf1 ip4:192.0.2.2 -all")
                .withText("mx.test", "v=spf1 ip4:192.0.2.1 -all");
        MemoryDomainList domains = new MemoryDomainList(null);
        domains.configure(DomainListConfiguration.DEFAULT);
        for (String domain : new String[] {"one.test", "two.test", "bare.test"}) {
            domains.addDomain(Domain.of(domain));
        }
        check = new SpfOfRoute(
                domains,
                new ResolverDns(List.of(dns.address()), Duration.ofSeconds(3), 100, Duration.ofSeconds(60)),
                new ServerName("mx.test"));
    }

    @AfterEach
    void stop() throws Exception {
        dns.close();
    }

    private static Route route(String name, RouteConditions when, String source, String helo, String user) {
        return new Route(
                name, null, when, source, null, helo, null, null, null, null, null, user, null, null, null, null);
    }

    private static RouteConditions from(String... domains) {
        return new RouteConditions(List.of(domains), null, null, null, null);
    }

    @Test
    void domainsThatMaySendFromTheSourceAndThoseThatMayNotAreTold() {
        assertThat(check.check(route("default", null, "192.0.2.1", null, null)))
                .extracting(Finding::name, Finding::good)
                .containsExactly(
                        tuple("SPF of the name mx.test", true),
                        tuple("SPF of bare.test", false),
                        tuple("SPF of one.test", true),
                        tuple("SPF of two.test", false));
    }

    @Test
    void onlyDomainsThatTakeTheRouteAreAsked() {
        assertThat(check.check(route("a", from("one.*", "elsewhere.test"), "192.0.2.1", null, null)))
                .extracting(Finding::name)
                .containsExactly("SPF of the name mx.test", "SPF of elsewhere.test", "SPF of one.test");
    }

    @Test
    void whatIsWrongStandsInWords() {
        assertThat(check.check(route("a", from("two.test"), "192.0.2.1", null, null)))
                .last()
                .satisfies(finding -> assertThat(finding.about())
                        .contains("does not cover 192.0.2.1: fail")
                        .contains("-all"));
    }

    @Test
    void aNameThatForbidsTheSourceIsTold() {
        assertThat(check.check(route("a", from("one.test"), "192.0.2.1", "two.test", null)))
                .first()
                .satisfies(finding -> assertThat(finding.good()).isFalse());
    }

    @Test
    void routesWithoutASourceOrWithAUserAreNotAsked() {
        assertThat(check.check(route("a", from("two.test"), null, null, null))).isEmpty();
        assertThat(dns.asked()).isZero();
    }
}
