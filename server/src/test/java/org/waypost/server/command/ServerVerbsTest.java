package org.waypost.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.command.process.PidFile;

/** Start, stop, status and run with a launch script that becomes a process which only waits. */
class ServerVerbsTest {
    @TempDir
    Path home;

    private PlayedWebAdmin server;

    @BeforeEach
    void layOut() throws Exception {
        server = PlayedWebAdmin.start(home, SelfSigned.of("mail.example.org", 30));
        Files.copy(
                Path.of(System.getProperty("waypost.root", "..")).resolve("conf/mailetcontainer.xml"),
                home.resolve("conf/mailetcontainer.xml"));
        Files.writeString(home.resolve("conf/usersrepository.xml"), "<usersrepository/>\n");
        Files.createFile(home.resolve("org.waypost.server.Main"));
        script(
                "echo $$ > var/run/waypost.pid\necho engines are ready\nexec tail -f \"$PWD/org.waypost.server.Main\"\n");
    }

    @AfterEach
    void stopWhatRuns() throws Exception {
        server.close();
        new PidFile(home.resolve("var/run/waypost.pid"))
                .running()
                .filter(process -> !process.equals(ProcessHandle.current()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    private void script(String text) throws Exception {
        Path script = home.resolve("bin/waypost");
        Files.createDirectories(script.getParent());
        Files.createDirectories(home.resolve("var/run"));
        Files.writeString(script, "#!/bin/sh\ncd " + home + "\n" + text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void theServerIsStartedShownAndStopped() {
        Ran started = Ran.of(home, "start", "--json");
        assertThat(started.exit()).as(started.out() + started.err()).isEqualTo(ExitCode.OK);
        assertThat(started.err()).contains("engines are ready");

        Ran again = Ran.of(home, "start");
        assertThat(again.exit()).isEqualTo(ExitCode.CONFLICT);
        assertThat(again.err())
                .contains("runs already, as process " + started.json().get("pid"));

        Ran status = Ran.of(home, "status");
        assertThat(status.exit()).as(status.out()).isEqualTo(ExitCode.OK);
        assertThat(status.out())
                .contains("Running as process " + started.json().get("pid") + " since ")
                .contains("Listening: webadmin 127.0.0.1:" + server.port())
                .contains("Health: healthy")
                .contains("Engine cassandra: version 5.0.9, local true, state READY, address 127.0.0.1:9042")
                .contains("Queues: outgoing 7, spool 7");

        Ran stopped = Ran.of(home, "stop");
        assertThat(stopped.exit()).as(stopped.err()).isEqualTo(ExitCode.OK);
        assertThat(Ran.of(home, "status").exit()).isEqualTo(ExitCode.NOT_RUNNING);
    }

    @Test
    void aServerThatEndsWhileItStartsIsAFailureWithItsLastWords() throws Exception {
        server.close();
        script("echo waypost: port 25 is taken\nexit 1\n");

        Ran ran = Ran.of(home, "start");

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILURE);
        assertThat(ran.err())
                .contains("ended while it started, with exit code 1", "port 25 is taken", "waypost doctor");
    }

    @Test
    void aServerThatIsNotReadyInTimeIsAFailure() {
        server.healthStatus = 503;
        server.health = "{\"status\":\"unhealthy\",\"checks\":[]}";

        Ran ran = Ran.of(home, "start", "--timeout", "1");

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILURE);
        assertThat(ran.err()).contains("isn't ready after 1 seconds");
    }

    @Test
    void aBrokenConfigurationIsNotStarted() throws Exception {
        Files.writeString(home.resolve("conf/jmx.properties"), "jmx.prot=1\n");

        Ran ran = Ran.of(home, "start");

        assertThat(ran.exit()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(ran.err()).contains("jmx.prot: unknown key");
        assertThat(home.resolve("var/run/waypost.pid")).doesNotExist();
    }

    @Test
    void whatIsNotRunningCantBeStopped() {
        Ran ran = Ran.of(home, "stop");

        assertThat(ran.exit()).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(ran.err()).contains("No server is running with its data in " + home.resolve("var"));
    }

    @Test
    void aServerThatDoesNotEndIsKilledOnlyWhenForced() throws Exception {
        script("echo $$ > var/run/waypost.pid\ntrap '' TERM\nexec tail -f \"$PWD/org.waypost.server.Main\"\n");
        assertThat(Ran.of(home, "start").exit()).isEqualTo(ExitCode.OK);

        Ran patient = Ran.of(home, "stop", "--timeout", "1");
        assertThat(patient.exit()).isEqualTo(ExitCode.FAILURE);
        assertThat(patient.err()).contains("hasn't ended after 1 seconds", "--force");

        Ran forced = Ran.of(home, "stop", "--timeout", "1", "--force", "--json");
        assertThat(forced.exit()).isEqualTo(ExitCode.OK);
        assertThat(forced.json()).containsEntry("killed", true);
    }

    @Test
    void statusTellsWhatIsWrong() throws Exception {
        new PidFile(home.resolve("var/run/waypost.pid")).write(ProcessHandle.current());
        Files.writeString(home.resolve("conf/public.properties"), "host=127.0.0.1\nport=1\n");
        server.health =
                "{\"status\":\"unhealthy\",\"checks\":[{\"componentName\":\"Tika\",\"status\":\"unhealthy\",\"cause\":\"no answer\"}]}";
        server.engines = "{\"engines\":[{\"name\":\"tika\",\"state\":\"FAILED\",\"restarts\":3}]}";

        Ran ran = Ran.of(home, "status");

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILURE);
        assertThat(ran.out())
                .contains("Not answering: public 127.0.0.1:1")
                .contains("Tika is unhealthy: no answer")
                .contains("Engine tika: state FAILED, restarts 3");
        assertThat(Ran.of(home, "status", "--json").json())
                .containsEntry("running", true)
                .containsEntry("ok", false)
                .containsEntry("queues", java.util.Map.of("outgoing", 7L, "spool", 7L));
    }

    @Test
    void aSecondForegroundServerIsRefused() throws Exception {
        assertThat(Ran.of(home, "start").exit()).isEqualTo(ExitCode.OK);

        assertThat(Ran.of(home, "run").exit()).isEqualTo(ExitCode.CONFLICT);
    }
}
