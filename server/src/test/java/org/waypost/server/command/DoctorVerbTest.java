package org.waypost.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.command.process.PidFile;
import org.waypost.webadmin.access.AdministratorPassword;

class DoctorVerbTest {
    @TempDir
    Path home;

    private PlayedWebAdmin server;

    @BeforeEach
    void start() throws Exception {
        server = PlayedWebAdmin.start(home, SelfSigned.of("mail.example.org", 100));
        new PidFile(home.resolve("var/run/waypost.pid")).write(ProcessHandle.current());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theDoctorLooksAtEverything() {
        Ran ran = Ran.of(home, "doctor", "--no-dns");

        assertThat(ran.out())
                .containsPattern("ok +Java: Java 17")
                .contains("configuration: ", "disk (data): ", "clock: ", "open files: ", "memory: ", "certificate: ")
                .contains("engine cassandra: version 5.0.9, local true, state READY, address 127.0.0.1:9042")
                .contains("health: 1 of 1 checks are healthy");
    }

    @Test
    void anEngineThatFailedAndAnUnhealthyCheckAreErrors() {
        server.engines = "{\"engines\":[{\"name\":\"tika\",\"state\":\"FAILED\",\"detail\":\"ended\"}]}";
        server.health =
                "{\"status\":\"unhealthy\",\"checks\":[{\"componentName\":\"Tika\",\"status\":\"unhealthy\",\"cause\":\"gone\"}]}";

        Ran ran = Ran.of(home, "doctor", "--no-dns", "--json");

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILURE);
        assertThat(ran.json()).containsEntry("running", true);
        assertThat(ran.json().get("checks").toString())
                .contains("level=error, check=engine tika, found=state FAILED, detail ended")
                .contains("level=error, check=health, found=Tika is unhealthy: gone");
    }

    @Test
    void aServerThatRefusesTheTokenIsAnError() throws Exception {
        Files.writeString(home.resolve("var/webadmin/token"), "wrong");

        assertThat(Ran.of(home, "doctor", "--no-dns").out())
                .containsPattern("error +WebAdmin: .*refused the administrator's token");
    }

    @Test
    void aDnsServerMustBeAnAddress() {
        Ran ran = Ran.of(home, "doctor", "--dns-server", "127.0.0.1:99999");

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("127.0.0.1:99999 is no DNS server");
    }

    @Test
    void theHashOfAnAdministratorsPasswordIsOneThatWebAdminTakes() {
        Ran ran = Ran.of(home, "webadmin", "password", "--generate", "--json");

        AdministratorPassword password =
                AdministratorPassword.parse(ran.json().get("hash").toString());
        assertThat(password.matches(ran.json().get("password").toString().toCharArray()))
                .isTrue();
        assertThat(password.matches("another".toCharArray())).isFalse();
    }
}
