package org.waypost.accounts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.settings.SettingsFormat;

/** What every store of routes does. */
@Tag("feature-116")
public interface RouteStoreContract {
    RouteStore store();

    private static Route route(String json) {
        return SettingsFormat.record(SettingsFormat.object(json.replace('\'', '"')), Route.class);
    }

    Route FULL = route("{'name':'one','order':10,'when':{'senderDomains':['one.test'],'senders':['<>'],'users':['u'],"
            + "'recipientDomains':['*.two.test'],'largerThan':5},'source4':'192.0.2.1','source6':'2001:db8::1',"
            + "'helo':'out.one.test','hops':['a.test:587','[2001:db8::2]'],'port':2525,'tls':'verified',"
            + "'pins':['" + "ab".repeat(32) + "'],'user':'me','password':'v1:1:AA==','retry':'1m, 2*1h',"
            + "'connections':7,'connectionsPerDestination':3}");
    Route SIMPLE = route("{'name':'two','when':{'largerThan':5}}");

    @Test
    default void aNewStoreIsEmpty() {
        assertThat(store().routes().collectList().block()).isEmpty();
        assertThat(store().removed().collectList().block()).isEmpty();
    }

    @Test
    default void routesComeBackAsTheyWereWritten() {
        store().write(FULL).block();
        store().write(SIMPLE).block();

        assertThat(store().routes().collectList().block()).containsExactlyInAnyOrder(FULL, SIMPLE);
    }

    @Test
    default void aRouteTakesThePlaceOfTheOneOfItsName() {
        store().write(FULL).block();
        Route other = route("{'name':'one','when':{'largerThan':9}}");
        store().write(other).block();

        assertThat(store().routes().collectList().block()).containsExactly(other);
    }

    @Test
    default void theNameOfARemovedRouteIsRemembered() {
        store().write(FULL).block();
        store().write(SIMPLE).block();
        store().remove("one").block();
        store().remove("never-there").block();

        assertThat(store().routes().collectList().block()).containsExactly(SIMPLE);
        assertThat(store().removed().collectList().block()).containsExactly("one");
    }

    @Test
    default void aRouteThatIsMadeAnewIsNotRemovedAnyMore() {
        store().write(SIMPLE).block();
        store().remove("two").block();
        store().write(SIMPLE).block();

        assertThat(store().routes().collectList().block()).containsExactly(SIMPLE);
        assertThat(store().removed().collectList().block()).isEmpty();
    }
}
