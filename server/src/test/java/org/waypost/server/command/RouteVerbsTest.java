package org.waypost.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("feature-116")
class RouteVerbsTest {
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

    private Object kept(String name) throws Exception {
        return Json.read(server.routes.get(name));
    }

    @Test
    void optionsBecomeKeysAndWhatIsNotGivenStays() throws Exception {
        assertThat(run(
                                "route",
                                "set",
                                "one",
                                "--order",
                                "5",
                                "--sender-domain",
                                "a.test,*.a.test",
                                "--source4",
                                "192.0.2.1",
                                "--hop",
                                "m.test:587,n.test",
                                "--tls",
                                "required")
                        .exit())
                .isEqualTo(ExitCode.OK);
        assertThat(run("route", "set", "one", "--recipient-domain", "b.test", "--unset", "source4")
                        .exit())
                .isEqualTo(ExitCode.OK);

        assertThat(kept("one"))
                .isEqualTo(Map.of(
                        "order",
                        5L,
                        "hops",
                        List.of("m.test:587", "n.test"),
                        "tls",
                        "required",
                        "when",
                        Map.of("senderDomains", List.of("a.test", "*.a.test"), "recipientDomains", List.of("b.test"))));
    }

    @Test
    void thePasswordIsReadFromStandardInputAndTlsBecomesVerified() throws Exception {
        server.routes.put("default", "{\"name\":\"default\",\"tls\":\"opportunistic\",\"passwordSet\":true}");
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("a secret\nmore\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("route", "set", "default", "--hop", "m.test", "--user", "us", "--password-stdin")
                            .exit())
                    .isEqualTo(ExitCode.OK);
        } finally {
            System.setIn(before);
        }

        assertThat(kept("default"))
                .isEqualTo(Map.of(
                        "name",
                        "default",
                        "hops",
                        List.of("m.test"),
                        "user",
                        "us",
                        "password",
                        "a secret",
                        "when",
                        Map.of()));
    }

    @Test
    void whatIsWrongWithARouteShowsInTheExitCode() {
        server.routes.put("one", "{}");

        Ran test = run("route", "test", "one");
        Ran check = run("route", "check", "one", "--json");

        assertThat(test.exit()).isEqualTo(ExitCode.FAILURE);
        assertThat(test.out()).isEqualTo("failed  192.0.2.9:25  connect: no\n");
        assertThat(check.exit()).isEqualTo(ExitCode.FAILURE);
        assertThat(check.json()).containsKey("findings");
    }

    @Test
    void aRouteThatIsNotThereIsNotFound() {
        server.routes.put("one", "{}");

        assertThat(run("route", "remove", "one").exit()).isEqualTo(ExitCode.OK);
        assertThat(run("route", "remove", "one").exit()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("route", "show", "two").err()).contains("There is no route two");
    }
}
