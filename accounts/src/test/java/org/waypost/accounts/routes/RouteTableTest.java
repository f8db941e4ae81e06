package org.waypost.accounts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-116")
@Tag("feature-118")
class RouteTableTest {
    private static Route route(String json) {
        return SettingsFormat.record(SettingsFormat.object(json.replace('\'', '"')), Route.class);
    }

    private static final RouteTable TABLE = RouteTable.of(List.of(
            route("{'name':'one','order':10,'when':{'senderDomains':['domain1.test','*.domain1.test']}}"),
            route("{'name':'big','order':20,'when':{'largerThan':1000}}"),
            route("{'name':'partner','order':30,'when':{'recipientDomains':['partner.test'],'users':['boss@*']}}"),
            route("{'name':'bounces','order':40,'when':{'senders':['<>']}}")));

    private static Envelope envelope(String sender, String user, String recipient, long size) throws Exception {
        return new Envelope(
                sender == null ? Optional.empty() : Optional.of(new MailAddress(sender)),
                Optional.ofNullable(user).map(Username::of),
                new MailAddress(recipient),
                size);
    }

    @ParameterizedTest
    @CsvSource({
        "a@domain1.test,, x@y.test, 10, one",
        "a@DOMAIN1.test,, x@y.test, 5000, one",
        "a@sub.domain1.test,, x@y.test, 10, one",
        "a@notdomain1.test,, x@y.test, 10, default",
        "a@domain2.test,, x@y.test, 5000, big",
        "a@domain2.test, boss@domain2.test, x@partner.test, 10, partner",
        "a@domain2.test, other@domain2.test, x@partner.test, 10, default",
        "a@domain2.test,, x@partner.test, 10, default",
        ",, x@y.test, 10, bounces"
    })
    void theFirstRouteWhoseConditionsAllHoldTakesTheMail(
            String sender, String user, String recipient, long size, String expected) throws Exception {
        assertThat(TABLE.decide(envelope(sender, user, recipient, size)).name()).isEqualTo(expected);
    }

    @Test
    void whyIsExplained() throws Exception {
        List<RouteTable.Considered> considered = TABLE.explain(envelope("a@domain2.test", null, "x@partner.test", 10));

        assertThat(considered)
                .extracting(RouteTable.Considered::route)
                .containsExactly("one", "big", "partner", "bounces", "default");
        assertThat(considered.get(0).why()).contains("sender domain domain2.test isn't in [domain1.test");
        assertThat(considered.get(2).why()).contains("user (none)");
        assertThat(considered.get(4).takes()).isTrue();
    }

    @Test
    void aDefaultRouteOfOnesOwnStandsLastWhateverItsOrder() {
        RouteTable table = RouteTable.of(List.of(
                route("{'name':'default','order':0,'source4':'192.0.2.2'}"),
                route("{'name':'one','order':10,'when':{'senderDomains':['domain1.test']}}")));

        assertThat(table.routes()).extracting(Route::name).containsExactly("one", "default");
    }

    @ParameterizedTest
    @CsvSource({
        "a*c, abbc, true",
        "a*c, abcb, false",
        "*, anything, true",
        "*a*b*, xxaxxbxx, true",
        "*.x, .x, true",
        "a, ab, false"
    })
    void aStarStandsForAnyText(String pattern, String text, boolean fits) {
        assertThat(RouteConditions.fits(pattern, text)).isEqualTo(fits);
    }
}
