package org.waypost.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteVerbsTest {
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

    @Test
    void aDomainIsAddedListedAndRemoved() {
        assertThat(run("domain", "add", "Example.Test").exit()).isEqualTo(ExitCode.OK);
        assertThat(server.domains).containsExactly("example.test");
        assertThat(run("domain", "list").out()).isEqualTo("example.test\n");
        assertThat(run("domain", "list", "--json").json()).containsEntry("domains", List.of("example.test"));
        assertThat(run("domain", "remove", "example.test").exit()).isEqualTo(ExitCode.OK);
        assertThat(server.domains).isEmpty();
    }

    @Test
    void aDomainThatIsThereIsAConflictUnlessToldOtherwise() {
        server.domains.add("example.test");

        Ran ran = run("domain", "add", "example.test");

        assertThat(ran.exit()).isEqualTo(ExitCode.CONFLICT);
        assertThat(ran.err()).isEqualTo("waypost: The domain example.test is there already.\n");
        assertThat(run("domain", "add", "example.test", "--if-missing").exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aDomainThatIsNotThereIsNotFound() {
        Ran ran = run("domain", "remove", "example.test", "--json");

        assertThat(ran.exit()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(ran.json())
                .containsEntry("error", "There is no domain example.test.")
                .containsEntry("exitCode", 5L);
    }

    @Test
    void theReasonOfTheServerIsShown() {
        Ran ran = run("domain", "add", "exa_mple.test");

        assertThat(ran.exit()).isEqualTo(ExitCode.FAILURE);
        assertThat(ran.err()).contains("Invalid request for domain creation: no underscore");
    }

    @Test
    void aUserIsAddedWithAGeneratedPassword() {
        server.domains.add("example.test");

        Ran ran = run("user", "add", "alice@example.test", "--generate", "--json");

        assertThat(ran.exit()).isEqualTo(ExitCode.OK);
        assertThat(ran.json()).containsEntry("password", server.users.get("alice@example.test"));
        assertThat(server.users.get("alice@example.test")).matches("[2-9A-HJ-NP-Za-km-z]{20}");
        assertThat(run("user", "list").out()).isEqualTo("alice@example.test\n");
        assertThat(run("user", "list", "--domain", "other.test").out()).isEmpty();
    }

    @Test
    void aUserNeedsADomain() {
        Ran ran = run("user", "add", "alice@example.test", "--generate");

        assertThat(ran.exit()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(ran.err()).contains("waypost domain add example.test");
        assertThat(run("user", "add", "alice", "--generate").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aUserThatIsThereIsAConflict() {
        server.domains.add("example.test");
        server.users.put("alice@example.test", "x");

        assertThat(run("user", "add", "alice@example.test", "--generate").exit())
                .isEqualTo(ExitCode.CONFLICT);
        assertThat(server.users).containsEntry("alice@example.test", "x");
    }

    @Test
    void aPasswordComesFromStandardInput() {
        server.users.put("alice@example.test", "old");
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("new passwörd\nmore\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(run("user", "password", "alice@example.test", "--password-stdin")
                            .exit())
                    .isEqualTo(ExitCode.OK);
        } finally {
            System.setIn(before);
        }
        assertThat(server.users).containsEntry("alice@example.test", "new passwörd");
        assertThat(server.requests).contains("PUT /users/alice%40example.test?force");
    }

    @Test
    void aPasswordAsArgumentWorksWithAWarning() {
        server.users.put("alice@example.test", "old");

        Ran ran = run("user", "password", "alice@example.test", "--password", "secret");

        assertThat(ran.exit()).isEqualTo(ExitCode.OK);
        assertThat(ran.err()).startsWith("Warning: a password on the command line is seen by other users");
        assertThat(ran.out()).doesNotContain("secret");
    }

    @Test
    void withoutATerminalAPromptIsRefusedWithAWayOut() {
        server.users.put("alice@example.test", "old");

        Ran ran = run("user", "password", "alice@example.test");

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("--password-stdin", "--generate");
    }

    @Test
    void aUserThatIsNotThereIsNotFound() {
        assertThat(run("user", "remove", "alice@example.test").exit()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("user", "password", "alice@example.test", "--generate").exit())
                .isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void aNameWithASlashStaysOneSegment() {
        server.users.put("a/b@example.test", "x");

        assertThat(run("user", "remove", "a/b@example.test").exit()).isEqualTo(ExitCode.OK);
        assertThat(server.users).isEmpty();
    }

    @Test
    void quotasAreSetForUserDomainAndServer() {
        server.domains.add("example.test");
        server.users.put("alice@example.test", "x");

        assertThat(run("quota", "set", "alice@example.test", "--size", "2G", "--count", "unlimited")
                        .exit())
                .isEqualTo(ExitCode.OK);
        assertThat(run("quota", "set", "example.test", "--size", "500M").exit()).isEqualTo(ExitCode.OK);
        assertThat(run("quota", "set", "server", "--count", "10000").exit()).isEqualTo(ExitCode.OK);

        assertThat(server.quotas)
                .containsEntry("/quota/users/alice%40example.test/size", "2147483648")
                .containsEntry("/quota/users/alice%40example.test/count", "-1")
                .containsEntry("/quota/domains/example.test/size", "524288000")
                .containsEntry("/quota/count", "10000");
        assertThat(run("quota", "set", "example.test", "--size", "default").exit())
                .isEqualTo(ExitCode.OK);
        assertThat(server.quotas).doesNotContainKey("/quota/domains/example.test/size");
    }

    @Test
    void aQuotaIsShownWithWhatIsUsed() {
        server.users.put("alice@example.test", "x");

        assertThat(run("quota", "get", "alice@example.test").out())
                .isEqualTo("limit that holds: size unlimited, messages 100\n"
                        + "user: size unlimited, messages 100\n"
                        + "domain: none\n"
                        + "server: size 1G, messages not set\n"
                        + "used: size 1.5K, messages 3\n");
        assertThat(run("quota", "get", "server").out()).isEqualTo("server: size 1G, messages not set\n");
    }

    @Test
    void theTotalOfADomainIsSetAndUnset() {
        server.domains.add("example.test");

        assertThat(run("quota", "set", "example.test", "--total-size", "10G", "--total-count", "default")
                        .exit())
                .isEqualTo(ExitCode.OK);

        assertThat(server.quotas.get("total of example.test"))
                .isEqualToIgnoringWhitespace("{\"size\":10737418240,\"count\":null}");
        assertThat(run("quota", "set", "alice@example.test", "--total-size", "10G")
                        .exit())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("quota", "set", "server", "--total-count", "10").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("quota", "set", "nowhere.test", "--total-count", "10").exit())
                .isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void theUseOfDomainsIsShown() {
        server.domains.add("example.test");

        assertThat(run("quota", "get", "example.test").out())
                .contains("total of all mailboxes: size 1G, messages unlimited")
                .contains("used by all mailboxes: size 1.5K, messages 3");
        assertThat(run("quota", "domain").out())
                .isEqualTo("example.test: used size 1.5K, messages 3; total size 1G, messages unlimited\n");
        assertThat(run("quota", "domain", "example.test", "--recount").out())
                .endsWith("alice@example.test: size 1.5K, messages 3\n");
        assertThat(server.requests)
                .contains(
                        "POST /waypost/quota/domains/example.test?action=recount",
                        "GET /waypost/quota/domains/example.test?limit=100");
        assertThat(run("quota", "domain", "nowhere.test").exit()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void wrongQuotasAreUsageErrors() {
        assertThat(run("quota", "set", "server").exit()).isEqualTo(ExitCode.USAGE);
        Ran ran = run("quota", "set", "server", "--size", "much");
        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("much is no size", "500M");
        assertThat(run("quota", "get", "nobody@example.test").exit()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("quota", "get", "nowhere.test").exit()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void aWrongTokenIsRefused() throws Exception {
        Files.writeString(home.resolve("var/webadmin/token"), "another");

        Ran ran = run("domain", "list");

        assertThat(ran.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(ran.err()).contains("refused the administrator's token", "var/webadmin/token");
    }

    @Test
    void aStoppedServerIsNotRunning() {
        server.close();

        Ran ran = run("domain", "list");

        assertThat(ran.exit()).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(ran.err()).contains("Nothing answers on https://127.0.0.1:" + server.port(), "waypost start");
    }

    @Test
    void anotherCertificateIsNotTrusted() throws Exception {
        SelfSigned.of("mail.example.org", 30).writeCertificate(home.resolve("var/tls/certificates.pem"));

        Ran ran = run("domain", "list");

        assertThat(ran.exit()).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(ran.err()).contains("isn't trusted", "certificates.pem");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void theCertificateOfTlsPropertiesIsTrustedToo() throws Exception {
        Files.move(home.resolve("var/tls/certificates.pem"), home.resolve("conf/own.pem"));
        Files.writeString(
                home.resolve("conf/tls.properties"),
                "privateKey=file://var/tls/private.key\ncertificates=file://conf/own.pem\n");

        assertThat(run("domain", "list").exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void anExpiredCertificateIsNotTrusted() throws Exception {
        server.close();
        server = PlayedWebAdmin.start(home, SelfSigned.of("mail.example.org", -1));

        assertThat(run("domain", "list").exit()).isEqualTo(ExitCode.NOT_RUNNING);
    }
}
