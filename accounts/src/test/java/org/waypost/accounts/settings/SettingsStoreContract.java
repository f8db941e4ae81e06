package org.waypost.accounts.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What every store of settings keeps and forgets. */
@Tag("feature-11")
public interface SettingsStoreContract {
    Scope SERVER = Scope.server();
    Scope DOMAIN = Scope.domain(Domain.of("example.org"));
    Scope BOB = Scope.user(Username.of("bob@example.org"));

    SettingsStore store();

    private void write(Scope scope, String section, String json, String... locked) {
        Mono.from(store().write(scope, section, new StoredSection(SettingsFormat.object(json), Set.of(locked))))
                .block();
    }

    private Map<String, StoredSection> read(Scope scope) {
        return store().read(scope).block();
    }

    @Test
    default void aScopeThatNeverSaidAnythingIsEmpty() {
        assertThat(read(BOB)).isEmpty();
    }

    @Test
    default void whatWasWrittenIsReadWithItsLocks() {
        write(DOMAIN, "first", "{\"text\":\"日本 \\\"quoted\\\"\",\"list\":[1,2]}", "text", "list");

        StoredSection read = read(DOMAIN).get("first");

        assertThat(read.values()).isEqualTo(SettingsFormat.object("{\"text\":\"日本 \\\"quoted\\\"\",\"list\":[1,2]}"));
        assertThat(read.locked()).containsExactlyInAnyOrder("text", "list");
    }

    @Test
    default void scopesAndSectionsAreApart() {
        write(SERVER, "first", "{\"of\":\"server\"}");
        write(DOMAIN, "first", "{\"of\":\"domain\"}");
        write(BOB, "first", "{\"of\":\"bob\"}");
        write(BOB, "second", "{\"of\":\"bob too\"}");

        assertThat(read(SERVER)).containsOnlyKeys("first");
        assertThat(read(DOMAIN).get("first").values().get("of").asText()).isEqualTo("domain");
        assertThat(read(BOB)).containsOnlyKeys("first", "second");
    }

    @Test
    default void theLastOneStands() {
        write(BOB, "first", "{\"a\":1,\"b\":2}", "a");
        write(BOB, "first", "{\"a\":3}");

        assertThat(read(BOB).get("first")).isEqualTo(new StoredSection(SettingsFormat.object("{\"a\":3}"), Set.of()));
    }

    @Test
    default void locksAloneAreKept() {
        write(DOMAIN, "first", "{}", StoredSection.ALL);

        assertThat(read(DOMAIN).get("first").locked()).containsExactly(StoredSection.ALL);
    }

    @Test
    default void anEmptySectionIsForgotten() {
        write(BOB, "first", "{\"a\":1}");
        write(BOB, "first", "{}");

        assertThat(read(BOB)).isEmpty();
        assertThat(store().scopes().collectList().block()).doesNotContain(BOB);
    }

    @Test
    default void aRemovedScopeIsForgottenAndTheOthersStay() {
        write(DOMAIN, "first", "{\"a\":1}");
        write(BOB, "first", "{\"a\":1}");
        write(BOB, "second", "{\"a\":1}");

        Mono.from(store().remove(BOB)).block();

        assertThat(read(BOB)).isEmpty();
        assertThat(store().scopes().collectList().block()).containsExactly(DOMAIN);
    }

    @Test
    default void allScopesThatSaySomethingAreListedOnce() {
        write(SERVER, "first", "{\"a\":1}");
        write(DOMAIN, "first", "{\"a\":1}");
        write(BOB, "first", "{\"a\":1}");
        write(BOB, "second", "{\"a\":1}");

        assertThat(store().scopes().collectList().block()).containsExactlyInAnyOrder(SERVER, DOMAIN, BOB);
    }
}
