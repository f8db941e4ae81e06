package org.waypost.accounts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-116")
class RoutesTest {
    private static final RouteSecrets SECRETS = new RouteSecrets(new byte[RouteSecrets.KEY_LENGTH]);

    private final MemoryRouteStore store = new MemoryRouteStore();
    private final MemoryChangeLog log = new MemoryChangeLog(Clock.systemUTC());
    private final ChangeFeed feed = new ChangeFeed(log, Clock.systemUTC());
    private final Routes routes = new Routes(store, feed, SECRETS);
    private final ChangeFeed otherFeed = new ChangeFeed(log, Clock.systemUTC());
    private final Routes other = new Routes(store, otherFeed, SECRETS);

    @AfterEach
    void close() {
        feed.close();
        otherFeed.close();
    }

    private static ObjectNode keys(String json) {
        return SettingsFormat.object(json.replace('\'', '"'));
    }

    private static final String RELAY = "{'when':{'senderDomains':['one.test']},'hops':['relay.test:587'],'user':'me'";

    @Test
    void aChangeHoldsOnEveryServerWithinFiveSeconds() {
        List<RouteTable> told = new CopyOnWriteArrayList<>();
        assertThat(other.table().routes()).containsExactly(Route.STANDARD);
        other.listen(told::add);
        otherFeed.start();

        routes.set("one", keys("{'when':{'senderDomains':['one.test']}}")).block();

        assertThat(routes.table().named("one")).isPresent();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> other.table().named("one").isPresent());
        assertThat(told).hasSize(1);

        routes.remove("one").block();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> other.table().named("one").isEmpty());
    }

    @Test
    @Tag("feature-119")
    void passwordsAreSealedInTheStoreAndNeverShown() throws Exception {
        Route route = routes.set("one", keys(RELAY + ",'password':'hunter2'}")).block();

        assertThat(store.routes().blockFirst().toString()).doesNotContain("hunter2");
        assertThat(SettingsFormat.values(store.routes().blockFirst()).toString())
                .doesNotContain("hunter2");
        assertThat(Routes.shown(route).toString())
                .doesNotContain("hunter2")
                .doesNotContain("v1:")
                .contains("passwordSet");
        assertThat(routes.export().block()).doesNotContain("hunter2").doesNotContain("v1:");
        assertThat(routes.password(route)).contains("hunter2");
    }

    @Test
    @Tag("feature-119")
    void aPasswordStaysOnlyWhileUserAndHopsDo() throws Exception {
        routes.set("one", keys(RELAY + ",'password':'hunter2'}")).block();

        Route kept = routes.set("one", keys(RELAY + ",'order':5}")).block();
        assertThat(routes.password(kept)).contains("hunter2");
        assertThatThrownBy(() -> routes.set("one", keys(RELAY.replace("relay.test", "evil.test") + "}"))
                        .block())
                .isInstanceOfSatisfying(
                        SettingRefused.class, e -> assertThat(e.path()).isEqualTo("password"));
        assertThatThrownBy(() -> routes.set("one", keys(RELAY.replace("'me'", "'you'") + "}"))
                        .block())
                .isInstanceOfSatisfying(
                        SettingRefused.class, e -> assertThat(e.path()).isEqualTo("password"));
    }

    @Test
    void aWrongPasswordIsNotShownInTheRefusal() {
        assertThatThrownBy(() -> routes.set("one", keys(RELAY + ",'password':'hunter2\\n'}"))
                        .block())
                .isInstanceOf(SettingRefused.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aTableIsExportedAndTakenAgain() {
        routes.set("one", keys("{'order':1,'when':{'senderDomains':['one.test']},'source4':'192.0.2.1'}"))
                .block();
        routes.set("two", keys(RELAY + ",'password':'hunter2'}")).block();
        String yaml = routes.export().block();
        routes.set("three", keys("{'when':{'largerThan':5}}")).block();

        assertThat(routes.takeAll(yaml).block()).isEqualTo(2);

        assertThat(routes.table().routes()).extracting(Route::name).containsExactly("one", "two", "default");
        assertThat(routes.export().block()).isEqualTo(yaml);
        assertThat(routes.removed().collectList().block()).containsExactly("three");
    }

    @Test
    void aFileWithAWrongRouteChangesNothing() {
        routes.set("one", keys("{'when':{'senderDomains':['one.test']}}")).block();

        assertThatThrownBy(() -> routes.takeAll("routes:\n"
                                + "- name: two\n"
                                + "  when: {largerThan: 5}\n"
                                + "- name: three\n"
                                + "  when: {largerThan: 0}\n")
                        .block())
                .isInstanceOfSatisfying(
                        SettingRefused.class, e -> assertThat(e.path()).isEqualTo("routes[1].when.largerThan"));
        assertThat(routes.table().routes()).extracting(Route::name).containsExactly("one", "default");
    }
}
