package org.waypost.mailets.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.routes.RouteProbe.Finding;
import org.waypost.accounts.routes.RouteProbe.Step;
import org.waypost.mailets.smtp.Encryption;
import org.waypost.testing.smtp.SinkCertificate;
import org.waypost.testing.smtp.SmtpSink;

@Tag("feature-117")
class RouteTesterTest {
    private static final SinkCertificate CERTIFICATE = SinkCertificate.of("dns:relay.test");

    private final RoutingHarness server = new RoutingHarness();
    private final RouteTester tester = new RouteTester(
            server.routes,
            server.dns,
            server.own,
            "me.test",
            List.of(route -> List.of(new Finding("SPF", true, "covers it"))),
            address -> false,
            () -> Encryption.ofTrusted(CERTIFICATE.client()));

    @AfterEach
    void close() {
        server.feed.close();
    }

    private Route route(String keys) {
        server.route("default", keys);
        return server.routes.table().named("default").orElseThrow();
    }

    @Test
    @Tag("feature-119")
    void aTestGoesAsFarAsAMailAndSendsNone() {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1").withStartTls(CERTIFICATE.server())) {
            server.dns.host("relay.test", "127.0.0.1");
            List<Step> steps = tester.test(
                    route("'source4':'127.0.0.2','hops':['relay.test:" + sink.port()
                            + "'],'user':'us','password':'geheim'"),
                    "");

            assertThat(steps)
                    .extracting(Step::name)
                    .containsExactly("connect", "EHLO me.test", "STARTTLS", "EHLO me.test", "AUTH as us", "QUIT");
            assertThat(steps).allMatch(Step::done).noneMatch(step -> step.toString()
                    .contains("geheim"));
            assertThat(sink.commands()).contains("AUTH").noneMatch(command -> command.startsWith("MAIL"));
            assertThat(sink.taken()).isEmpty();
        }
    }

    @Test
    void aTestSaysWhereItEnds() {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1")) {
            List<Step> steps = tester.test(route("'hops':['127.0.0.1:" + sink.port() + "'],'tls':'required'"), "");

            assertThat(steps).last().satisfies(step -> {
                assertThat(step.done()).isFalse();
                assertThat(step.said()).contains("no STARTTLS");
            });
        }
    }

    @Test
    void aTestOfASourceThatIsNotHereSaysSo() {
        try (SmtpSink sink = SmtpSink.on("127.0.0.1")) {
            List<Step> steps =
                    tester.test(route("'source4':'203.0.113.77','hops':['127.0.0.1:" + sink.port() + "']"), "");

            assertThat(steps).last().satisfies(step -> assertThat(step.said())
                    .contains("the source address 203.0.113.77 can't be used"));
        }
    }

    @Test
    void aCheckWarnsOfWhatOtherServersMistrust() {
        server.dns
                .ptr("127.0.0.2", "other.test")
                .host("other.test", "203.0.113.1")
                .host("me.test", "203.0.113.2");

        List<Finding> findings = tester.check(route("'source4':'127.0.0.2','hops':['nowhere.test']"));

        assertThat(findings)
                .extracting(Finding::name, Finding::good)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("source 127.0.0.2", true),
                        org.assertj.core.groups.Tuple.tuple("PTR of 127.0.0.2", false),
                        org.assertj.core.groups.Tuple.tuple("forward-confirmed name of 127.0.0.2", false),
                        org.assertj.core.groups.Tuple.tuple("address of me.test", false),
                        org.assertj.core.groups.Tuple.tuple("next hop nowhere.test", false),
                        org.assertj.core.groups.Tuple.tuple("SPF", true));
    }

    @Test
    void aCheckFindsNothingWrongWhereAllAgrees() {
        server.dns.ptr("127.0.0.2", "me.test").host("me.test", "127.0.0.2").host("relay.test", "203.0.113.9");

        assertThat(tester.check(route("'source4':'127.0.0.2','hops':['relay.test']")))
                .allMatch(Finding::good);
    }

    @Test
    void aSourceOfAnotherMachineIsSaid() {
        assertThat(tester.check(route("'source4':'203.0.113.77'"))).first().satisfies(finding -> {
            assertThat(finding.good()).isFalse();
            assertThat(finding.about()).contains("not on this machine");
        });
    }
}
