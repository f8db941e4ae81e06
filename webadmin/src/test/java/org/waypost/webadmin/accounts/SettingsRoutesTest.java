package org.waypost.webadmin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.james.core.Username;
import org.apache.james.webadmin.Routes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingRefused;
import org.waypost.protocols.tls.TlsModule;
import org.waypost.webadmin.MemoryServer;
import org.waypost.webadmin.WebAdminModule;

class SettingsRoutesTest {
    record Greeting(String text, Integer most) {
        Greeting {
            text = text == null ? "Hello" : text;
            if (most != null && most > 10) {
                throw new SettingRefused("most", most, "10 or less");
            }
        }
    }

    private static final Section<Greeting> GREETING =
            Section.everywhere("greeting", Greeting.class, "How people are greeted.");
    private static final AccountSettings SETTINGS = new AccountSettings(
            new Sections(List.of(GREETING)),
            new MemorySettingsStore(),
            new ChangeFeed(new MemoryChangeLog(Clock.systemUTC()), Clock.systemUTC()));

    @TempDir
    static Path folder;

    private static MemoryServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryServer.start(
                folder,
                "https",
                Map.of(
                        "webadmin.properties",
                        "port=0\n",
                        "tls.properties",
                        "hostName=first.example.test\n",
                        "usersrepository.xml",
                        "<usersrepository name=\"LocalUsers\"><enableVirtualHosting>true</enableVirtualHosting></usersrepository>"),
                new TlsModule(),
                new WebAdminModule(),
                new AbstractModule() {
                    @Override
                    protected void configure() {
                        Multibinder.newSetBinder(binder(), Routes.class)
                                .addBinding()
                                .to(SettingsRoutes.class);
                    }

                    @Provides
                    @Singleton
                    AccountSettings settings() {
                        return SETTINGS;
                    }
                });
        assertThat(send("PUT", "/domains/example.org", "").statusCode()).isEqualTo(204);
        assertThat(send("PUT", "/users/bob@example.org", "{\"password\":\"secret\"}")
                        .statusCode())
                .isEqualTo(204);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        SETTINGS.scopes().concatMap(SETTINGS::remove).blockLast();
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        String token = Files.readString(server.var().resolve("webadmin/token")).trim();
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body)));
    }

    private static String get(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static void change(String method, String path, String body) throws Exception {
        assertThat(send(method, path, body)).returns(204, HttpResponse::statusCode);
    }

    @Test
    void sectionsAreListedWithTheirKeys() throws Exception {
        assertThat(get("/waypost/settings"))
                .isEqualTo("{\"greeting\":{\"about\":\"How people are greeted.\","
                        + "\"levels\":[\"server\",\"domain\",\"user\"],\"keys\":[\"text\",\"most\"]}}");
    }

    @Test
    void whatIsSetForTheServerHoldsForItsUsersUntilTheyChoose() throws Exception {
        change("PATCH", "/waypost/settings/server/greeting", "{\"text\":\"of the server\",\"most\":3}");
        change("PATCH", "/waypost/settings/users/bob@example.org/greeting", "{\"text\":\"of bob\"}");

        assertThat(get("/waypost/settings/users/bob@example.org/greeting"))
                .isEqualTo("{\"text\":{\"value\":\"of bob\",\"origin\":\"user:bob@example.org\"},"
                        + "\"most\":{\"value\":3,\"origin\":\"server\"}}");
        assertThat(SETTINGS.of(Username.of("bob@example.org"), GREETING).block())
                .isEqualTo(new Greeting("of bob", 3));
    }

    @Test
    void putReplacesAndDeleteForgets() throws Exception {
        change("PATCH", "/waypost/settings/domains/example.org/greeting", "{\"text\":\"of the domain\",\"most\":3}");
        change("PUT", "/waypost/settings/domains/example.org/greeting", "{\"most\":4}");
        assertThat(get("/waypost/settings/domains/example.org"))
                .isEqualTo("{\"greeting\":{\"values\":{\"most\":4},\"locked\":[]}}");

        change("DELETE", "/waypost/settings/domains/example.org/greeting", "");
        assertThat(get("/waypost/settings/domains/example.org")).isEqualTo("{}");
    }

    @Test
    void whatIsLockedAboveIsRefusedBelow() throws Exception {
        change("PUT", "/waypost/settings/domains/example.org/greeting/locked", "[\"text\"]");

        HttpResponse<String> refused =
                send("PATCH", "/waypost/settings/users/bob@example.org/greeting", "{\"text\":\"of bob\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("greeting.text", "locked by domain:example.org");
        assertThat(get("/waypost/settings/users/bob@example.org/greeting"))
                .contains("\"locked\":\"domain:example.org\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PATCH|/waypost/settings/server/greeting|{\"most\":11}|400|greeting.most is '11', expected 10 or less",
                "PATCH|/waypost/settings/server/greeting|{\"txt\":1}|400|greeting.txt is 'unknown', expected one of the keys [most, text]",
                "PATCH|/waypost/settings/server/greeting|[]|400|expected a JSON object",
                "PATCH|/waypost/settings/server/greeting|{\"most\"|400|expected a JSON object (line 1",
                "PUT|/waypost/settings/server/greeting|{\"most\":\"x\"}|400|greeting.most is 'x', expected a number",
                "PATCH|/waypost/settings/server/greetings|{}|400|section is 'greetings', expected one of [greeting]",
                "GET|/waypost/settings/server/greetings||400|section is 'greetings', expected one of [greeting]",
                "PUT|/waypost/settings/server/greeting/locked|{}|400|expected a JSON array of keys",
                "PUT|/waypost/settings/server/greeting/locked|[\"txt\"]|400|greeting.locked is 'txt'",
                "GET|/waypost/settings/domains/example.com||404|There is no domain example.com",
                "GET|/waypost/settings/users/eve@example.org||404|There is no user eve@example.org",
                "POST|/waypost/settings/import|settings: 3|400|settings is '3', expected 1"
            })
    void aWrongRequestIsAnsweredWithPlaceValueAndExpectation(
            String method, String path, String body, int status, String words) throws Exception {
        HttpResponse<String> answer = send(method, path, body == null ? "" : body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().replace("\\\"", "\"")).contains(words);
        assertThat(SETTINGS.scopes().collectList().block()).isEmpty();
    }

    @Test
    void exportedSettingsAreImportedAgain() throws Exception {
        change("PATCH", "/waypost/settings/server/greeting", "{\"text\":\"of the server\"}");
        change("PATCH", "/waypost/settings/users/bob@example.org/greeting", "{\"text\":\"of bob\"}");
        String all = get("/waypost/settings/export");
        assertThat(get("/waypost/settings/export?domain=example.org"))
                .contains("user:bob@example.org")
                .doesNotContain("of the server");
        forget();

        assertThat(send("POST", "/waypost/settings/import?dryRun", all).body())
                .isEqualTo("{\"dryRun\":true,\"scopes\":[\"server\",\"user:bob@example.org\"]}");
        assertThat(SETTINGS.scopes().collectList().block()).isEmpty();
        assertThat(send("POST", "/waypost/settings/import", all).statusCode()).isEqualTo(200);

        assertThat(get("/waypost/settings/export")).isEqualTo(all);
    }
}
