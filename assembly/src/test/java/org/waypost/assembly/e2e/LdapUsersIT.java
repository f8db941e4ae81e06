package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** A server whose users stand in a directory (slapd), named by usersrepository.xml. */
@Tag("feature-1")
class LdapUsersIT {
    private static final Account ANN = new Account("ann@" + BundleServer.DOMAIN, "a secret of ann");
    private static final Account BEN = new Account("ben@" + BundleServer.DOMAIN, "a secret of ben");

    @TempDir
    private static Path folder;

    private static Directory directory;
    private static BundleServer server;

    @BeforeAll
    static void start() throws Exception {
        directory = Directory.start(Files.createDirectories(folder.resolve("slapd")));
        directory.person("ann", ANN.address(), ANN.password());
        directory.person("ben", BEN.address(), BEN.password());
        server = BundleServer.start("ldap", (file, text) -> file.equals("usersrepository.xml") ? users() : text);
    }

    private static String users() {
        return """
                <usersrepository name="LdapUsers"
                                 class="org.apache.james.user.ldap.ReadOnlyUsersLDAPRepository"
                                 ldapHost="ldap://127.0.0.1:%d"
                                 principal="%s"
                                 credentials="%s"
                                 userBase="ou=people,%s"
                                 userIdAttribute="mail"
                                 userObjectClass="inetOrgPerson"
                                 connectionTimeout="2000"
                                 readTimeout="5000"
                                 poolSize="4">
                  <enableVirtualHosting>true</enableVirtualHosting>
                  <supportsVirtualHosting>true</supportsVirtualHosting>
                </usersrepository>
                """
                .formatted(directory.port(), Directory.MANAGER, Directory.SECRET, Directory.BASE);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        if (directory != null) {
            directory.close();
        }
    }

    @Test
    void usersOfTheDirectorySendAndRead() throws Exception {
        Swaks.authenticated(
                        Swaks.mail(server.address(Endpoint.SUBMISSION), ANN.address(), BEN.address(), "by ldap")
                                .with("--tls"),
                        ANN)
                .run()
                .succeeded();

        Awaitility.await("the mail arrives").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(BEN).subjects("INBOX"))
                .contains("by ldap"));
    }

    @Test
    void wrongPasswordsAreRefused() throws Exception {
        Program.Ended ended = Swaks.authenticated(
                        Swaks.mail(server.address(Endpoint.SUBMISSION), ANN.address(), BEN.address(), "no")
                                .with("--tls"),
                        new Account(ANN.address(), "wrong"))
                .run();

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("535");
    }

    @Test
    void whoIsNotInTheDirectoryIsRefused() throws Exception {
        Program.Ended ended = Swaks.mail(
                        server.address(Endpoint.SMTP), "stranger@example.org", "nobody@" + BundleServer.DOMAIN, "no")
                .run();

        assertThat(ended.output()).contains("<** 550");
    }

    @Test
    void whoJoinsTheDirectoryIsKnownAtOnce() throws Exception {
        directory.person("cas", "cas@" + BundleServer.DOMAIN, "a secret of cas");

        assertThat(server.mailboxes(new Account("cas@" + BundleServer.DOMAIN, "a secret of cas"))
                        .folders())
                .contains("INBOX");
    }

    @Test
    @Tag("feature-149")
    void whoIsNewInTheDirectoryIsWelcomedAtTheFirstLoginOrTheFirstMailAndOnlyThen() throws Exception {
        assertThat(server.mailboxes(ANN).folders()).contains("INBOX");
        server.webAdmin()
                .json("PUT", "/waypost/settings/domains/" + BundleServer.DOMAIN + "/welcome", "{\"enabled\": true}");
        Account dan = new Account("dan@" + BundleServer.DOMAIN, "a secret of dan");
        Account eve = new Account("eve@" + BundleServer.DOMAIN, "a secret of eve");
        directory.person("dan", dan.address(), dan.password());
        directory.person("eve", eve.address(), eve.password());

        assertThat(server.mailboxes(dan).folders()).contains("INBOX");
        assertSubjects(dan, "Welcome, dan");

        Swaks.mail(server.address(Endpoint.SMTP), "stranger@example.org", eve.address(), "the first")
                .run()
                .succeeded();
        assertSubjects(eve, "the first", "Welcome, eve");

        Swaks.mail(server.address(Endpoint.SMTP), "stranger@example.org", ANN.address(), "not the first")
                .run()
                .succeeded();
        Awaitility.await("it arrives").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(ANN).subjects("INBOX"))
                .contains("not the first"));
        assertThat(server.webAdmin().queued()).isZero();
        assertThat(server.mailboxes(ANN).subjects("INBOX")).doesNotContain("Welcome, ann");
        assertSubjects(dan, "Welcome, dan");
    }

    private static void assertSubjects(Account account, String... subjects) {
        Awaitility.await(account.address()).atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(account).subjects("INBOX"))
                .containsExactlyInAnyOrder(subjects));
    }
}
