package org.waypost.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.quickstart.ConfigurationCopy;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.Places;
import org.waypost.server.quickstart.PortPlan;
import org.waypost.server.quickstart.RunningServer;
import org.waypost.server.quickstart.Trial;

/**
 * The Debian package on this machine: installed, run without systemd, upgraded and purged, in that order.
 *
 * <p>It needs root, and a machine without a Waypost of its own, whose data the purge would take away: on any other it does
 * not begin.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackageIT {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Places INSTALLED = new Places(
            Path.of("/usr/share/waypost"),
            Path.of("/etc/waypost"),
            Path.of("/var/lib/waypost"),
            Path.of("/var/log/waypost"));
    private static final List<Path> MADE = List.of(
            INSTALLED.home(),
            INSTALLED.conf(),
            INSTALLED.var(),
            INSTALLED.log(),
            Path.of("/usr/bin/waypost"),
            Path.of("/usr/share/doc/waypost"),
            Path.of("/lib/systemd/system/waypost.service"));
    private static final String NEXT_VERSION = Delivered.version() + "+next";

    private final PortPlan plan = PortPlan.free();

    @TempDir
    private static Path folder;

    private boolean installedByThisTest;
    private Optional<RunningServer> server = Optional.empty();
    private Optional<Trial.Outcome> trial = Optional.empty();

    @BeforeAll
    void install() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("The Debian package can be installed by root only")
                .isEqualTo("root");
        assumeThat(MADE).as("There is a Waypost on this machine already").noneMatch(Files::exists);
        installedByThisTest = true;
        dpkg("-i", Delivered.debianPackage().toString());
    }

    @AfterAll
    void remove() throws Exception {
        if (installedByThisTest) {
            server.ifPresent(RunningServer::close);
            dpkg("--purge", "waypost");
        }
    }

    @Test
    @Order(1)
    void filesAreWhereDebianHasThem() throws Exception {
        assertThat(MADE).allMatch(Files::exists);
        assertThat(Shell.succeed("dpkg", "-S", "/usr/bin/waypost")).startsWith("waypost:");
        assertThat(Shell.succeed("dpkg-query", "-W", "-f=${Conffiles}", "waypost"))
                .contains("/etc/waypost/jvm.properties")
                .contains("/etc/waypost/smtpserver.xml");
        assertThat(owner(INSTALLED.conf())).isEqualTo("root:waypost rwxr-x---");
        assertThat(owner(INSTALLED.var())).isEqualTo("waypost:waypost rwxr-x---");
        assertThat(owner(INSTALLED.log())).isEqualTo("waypost:waypost rwxr-x---");
    }

    @Test
    @Order(2)
    void theServerRunsAsItsOwnUser() throws Exception {
        new ConfigurationCopy(plan).copy(Delivered.folder().resolve("conf"), INSTALLED.conf());

        start();

        RunningServer running = server.orElseThrow();
        assertThat(running.process().info().user()).contains("waypost");
        assertThat(running.process().descendants().map(child -> child.info().user()))
                .isNotEmpty()
                .allMatch(user -> user.equals(Optional.of("waypost")));
        assertThat(status(running.process(), "CapBnd")).isEqualTo("0000000000000400");
        assertThat(status(running.process(), "CapAmb")).isEqualTo("0000000000000400");
        assertThat(status(running.process(), "NoNewPrivs")).isEqualTo("1");
    }

    @Test
    @Order(3)
    void aMailIsDelivered() throws Exception {
        trial = Optional.of(new Trial(INSTALLED, plan).run());

        Inbox inbox = inbox();
        Shell.succeed(
                "swaks",
                "--server",
                "127.0.0.1:" + plan.port(Endpoint.SMTP),
                "--helo",
                "client.example.org",
                "--from",
                "stranger@example.org",
                "--to",
                trial.orElseThrow().bob().address(),
                "--header",
                "Subject: to the installed package");

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(inbox.subjects())
                .contains(
                        "to the installed package",
                        trial.orElseThrow().received().subject()));
    }

    @Test
    @Order(4)
    void anUpgradeKeepsEditedConfiguration() throws Exception {
        Path edited = INSTALLED.conf().resolve("jvm.properties");
        Files.writeString(edited, "# edited\nheap=900m\n");
        ProcessHandle before = server.orElseThrow().process();

        dpkg("-i", nextVersion().toString());

        assertThat(Shell.succeed("dpkg-query", "-W", "-f=${Version}", "waypost"))
                .isEqualTo(NEXT_VERSION);
        assertThat(before.isAlive()).as("the old server").isFalse();
        assertThat(edited).hasContent("# edited\nheap=900m\n");
        assertThat(INSTALLED.conf().resolve("smtpserver.xml"))
                .content()
                .contains("127.0.0.1:" + plan.port(Endpoint.SMTP));
        start();
        assertThat(inbox().subjects()).contains("to the installed package");
    }

    @Test
    @Order(5)
    void purgeLeavesNothing() throws Exception {
        ProcessHandle before = server.orElseThrow().process();

        dpkg("--purge", "waypost");

        assertThat(before.isAlive()).as("the server").isFalse();
        assertThat(MADE).noneMatch(Files::exists);
        assertThat(Shell.call("getent", "passwd", "waypost").exitCode()).isEqualTo(2);
        assertThat(Shell.call("getent", "group", "waypost").exitCode()).isEqualTo(2);
        assertThat(Shell.call("dpkg-query", "-W", "waypost").exitCode()).isEqualTo(1);
    }

    private void start() throws IOException {
        Path output = folder.resolve("server.out");
        RunningServer started = RunningServer.start(
                INSTALLED,
                plan,
                new ProcessBuilder("/usr/bin/waypost", "run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())));
        server = Optional.of(started);
        try {
            started.awaitReady(START);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + Files.readString(output), e);
        }
    }

    private Inbox inbox() throws IOException {
        return new Inbox(plan, INSTALLED.certificates(), trial.orElseThrow().bob());
    }

    /** The same package with a higher version, and with other defaults in the files that were edited here. */
    private static Path nextVersion() throws Exception {
        Path tree = folder.resolve("next");
        Shell.succeed("dpkg-deb", "-R", Delivered.debianPackage().toString(), tree.toString());
        Path control = tree.resolve("DEBIAN/control");
        Files.writeString(
                control,
                Files.readString(control).replace("Version: " + Delivered.version(), "Version: " + NEXT_VERSION));
        Path shipped = tree.resolve("etc/waypost/jvm.properties");
        Files.writeString(shipped, Files.readString(shipped) + "# new in the next version\n");
        Path file = folder.resolve("next.deb");
        Shell.succeed("dpkg-deb", "-Znone", "--root-owner-group", "-b", tree.toString(), file.toString());
        return file;
    }

    /** As an unattended upgrade calls it: edited files stay without a question. */
    private static void dpkg(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 5];
        command[0] = "env";
        command[1] = "DEBIAN_FRONTEND=noninteractive";
        command[2] = "dpkg";
        command[3] = "--force-confdef";
        command[4] = "--force-confold";
        System.arraycopy(arguments, 0, command, 5, arguments.length);
        Shell.succeed(command);
    }

    private static String owner(Path path) throws IOException {
        return Files.getOwner(path).getName() + ":"
                + Files.getAttribute(path, "posix:group").toString() + " "
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String status(ProcessHandle process, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }
}
