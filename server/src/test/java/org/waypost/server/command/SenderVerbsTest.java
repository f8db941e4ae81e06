package org.waypost.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("feature-75")
@Tag("feature-76")
class SenderVerbsTest {
    private static final String ANSWER =
            "{\"spf\":{\"result\":\"pass\",\"identity\":\"mailfrom\",\"domain\":\"partner.test\","
                    + "\"reason\":\"mx\"},\"dkim\":[{\"result\":\"fail\",\"domain\":\"partner.test\",\"selector\":\"s1\",\"algorithm\":"
                    + "\"rsa-sha256\",\"reason\":\"the body was changed\"}],\"listing\":\"blocked by server (partner.test)\",\"dns\":["
                    + "{\"type\":\"TXT\",\"name\":\"partner.test\",\"outcome\":\"FOUND\",\"records\":[\"v=spf1 mx -all\",\"other\"]},"
                    + "{\"type\":\"MX\",\"name\":\"partner.test\",\"outcome\":\"NO_DATA\",\"records\":[]}]}";

    @TempDir
    Path home;

    private PlayedWebAdmin server;

    @BeforeEach
    void start() throws Exception {
        server = PlayedWebAdmin.start(home, SelfSigned.of("mail.example.org", 30));
        server.senders = ANSWER;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void allIsShownAndTheMessageIsSent() throws Exception {
        Path message = Files.writeString(home.resolve("mail.eml"), "Subject: hi\r\n\r\nhello\r\n");

        Ran ran = Ran.of(
                home,
                "sender",
                "check",
                "--client=192.0.2.1",
                "--from=joe@partner.test",
                "--helo=mx.partner.test",
                "--to=bob@example.test",
                "--message=" + message);

        assertThat(ran.exit()).isEqualTo(ExitCode.OK);
        assertThat(ran.out())
                .isEqualTo(
                        "spf=pass (mx) mailfrom=partner.test\n"
                                + "dkim=fail (the body was changed) d=partner.test s=s1 a=rsa-sha256\n"
                                + "lists of bob@example.test: blocked by server (partner.test)\n"
                                + "DNS TXT partner.test: v=spf1 mx -all\nDNS TXT partner.test: other\nDNS MX partner.test: NO_DATA\n");
        assertThat(server.requests).contains("POST /waypost/senders/check");
        assertThat(server.bodies)
                .last()
                .asString()
                .contains(
                        "\"client\" : \"192.0.2.1\"",
                        "\"helo\" : \"mx.partner.test\"",
                        "\"message\" : \"U3ViamVjdDogaGkNCg0KaGVsbG8NCg==\"");
    }

    @Test
    void programsGetItAsJson() {
        Ran ran = Ran.of(home, "sender", "check", "--client=192.0.2.1", "--from=<>", "--json");

        assertThat(ran.json()).containsKeys("spf", "dkim", "listing");
        assertThat((List<?>) ran.json().get("dns")).hasSize(2);
    }

    @Test
    void clientAndSenderAreNeeded() {
        assertThat(Ran.of(home, "sender", "check", "--from=joe@partner.test").exit())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Ran.of(home, "sender").exit()).isEqualTo(ExitCode.USAGE);
    }
}
