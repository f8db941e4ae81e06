package org.waypost.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("feature-71")
class CountryVerbsTest {
    private static final String DATABASE =
            "{\"source\":\"shipped\",\"type\":\"country ipvAll\",\"built\":\"2026-06-17T19:51:40Z\",\"ageDays\":161,"
                    + "\"tooOld\":%s,\"loaded\":\"2026-11-25T12:00:00Z\",\"problem\":\"%s\"}";

    @TempDir
    Path home;

    private PlayedWebAdmin server;

    @BeforeEach
    void start() throws Exception {
        server = PlayedWebAdmin.start(home, SelfSigned.of("mail.example.org", 30));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Ran run(String... arguments) {
        return Ran.of(home, arguments);
    }

    private void answers(String request, int status, String body) {
        server.answers.put(request, Map.entry(status, body));
    }

    @Test
    void anAddressIsLookedUp() {
        answers(
                "GET /waypost/country/lookup/2001%3A4860%3A%3A8888",
                200,
                "{\"address\":\"2001:4860::8888\",\"country\":\"US\",\"kind\":\"country\",\"text\":\"United States\"}");
        answers(
                "GET /waypost/country/lookup/127.0.0.1",
                200,
                "{\"address\":\"127.0.0.1\",\"country\":null,\"kind\":\"loopback\",\"text\":\"a special range:"
                        + " loopback\"}");

        assertThat(run("country", "lookup", "2001:4860::8888").out()).isEqualTo("2001:4860::8888: US, United States\n");
        assertThat(run("country", "lookup", "127.0.0.1").out()).isEqualTo("127.0.0.1: a special range: loopback\n");
        assertThat(run("country", "lookup", "2001:4860::8888", "--json").json()).containsEntry("country", "US");
    }

    @Test
    void whatIsNoAddressIsAWrongArgument() {
        answers("GET /waypost/country/lookup/example.org", 400, "{\"message\":\"ip is 'example.org'\"}");

        Ran ran = run("country", "lookup", "example.org");

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("'example.org' is no address").contains("IPv4 or IPv6");
        assertThat(run("country").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theTableAndItsAgeAreShown() {
        answers("GET /waypost/country/database", 200, DATABASE.formatted(false, ""));

        Ran ran = run("country", "status");

        assertThat(ran.exit()).isEqualTo(ExitCode.OK);
        assertThat(ran.out()).contains("Database: shipped, built 2026-06-17T19:51:40Z, 161 days old");
        assertThat(run("country", "status", "--json").json()).containsEntry("ageDays", 161L);
    }

    @Test
    void aTableThatIsTooOldOrAFileThatWasNotTakenIsWrong() {
        answers("GET /waypost/country/database", 200, DATABASE.formatted(true, ""));
        assertThat(run("country", "status").exit()).isEqualTo(ExitCode.FAILURE);

        answers("GET /waypost/country/database", 200, DATABASE.formatted(false, "/own.mmdb: it is empty"));
        Ran ran = run("country", "status");
        assertThat(ran.exit()).isEqualTo(ExitCode.FAILURE);
        assertThat(ran.out()).contains("A newer one was not taken: /own.mmdb: it is empty");
    }

    @Test
    void aFileIsReadOnRequest() {
        answers(
                "POST /waypost/country/database/reload",
                200,
                "{\"outcome\":\"REPLACED\",\"reason\":\"\",\"database\":" + DATABASE.formatted(false, "") + "}");
        assertThat(run("country", "reload").out()).startsWith("Replaced.\nDatabase: shipped");

        answers(
                "POST /waypost/country/database/reload",
                409,
                "{\"outcome\":\"KEPT\",\"reason\":\"/own.mmdb: it is empty\"}");
        Ran ran = run("country", "reload");
        assertThat(ran.exit()).isEqualTo(ExitCode.CONFLICT);
        assertThat(ran.err()).contains("stays in use: /own.mmdb: it is empty");
    }
}
