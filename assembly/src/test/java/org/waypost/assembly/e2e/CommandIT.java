package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;

/** The {@code waypost} command of the bundle against a running server. */
@ExtendWith(SharedServer.class)
class CommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOT_FOUND = 5;
    private static final int CONFLICT = 6;
    private static final int CONFIGURATION = 7;

    private static BundleServer server;

    @BeforeAll
    static void take(BundleServer shared) {
        server = shared;
    }

    private static Program.Ended call(String... arguments) throws Exception {
        return server.command(arguments).run();
    }

    private static JsonNode json(Program.Ended ended) throws Exception {
        return JSON.readTree(ended.output());
    }

    @Test
    void domainsAreAddedListedAndRemoved() throws Exception {
        String domain = "d" + UUID.randomUUID().toString().substring(0, 8) + ".test";

        call("domain", "add", domain).succeeded();
        assertThat(call("domain", "add", domain).code()).isEqualTo(CONFLICT);
        assertThat(call("domain", "list").succeeded()).contains(domain);
        call("domain", "remove", domain).succeeded();
        assertThat(call("domain", "list").succeeded()).doesNotContain(domain);
        assertThat(call("domain", "remove", domain).code()).isEqualTo(NOT_FOUND);
    }

    @Test
    void usersAreAddedListedAndRemoved() throws Exception {
        Account account = server.user("carol");

        assertThat(call("user", "list").succeeded()).contains(account.address());
        assertThat(server.mailboxes(account).folders()).contains("INBOX");
        assertThat(call("user", "add", account.address()).code()).isEqualTo(CONFLICT);
        call("user", "remove", account.address()).succeeded();
        assertThat(call("user", "list").succeeded()).doesNotContain(account.address());
        assertThat(call("user", "add", "x@nowhere.test").code()).isEqualTo(NOT_FOUND);
    }

    @Test
    void aNewPasswordIsValidAtOnce() throws Exception {
        Account before = server.user("dave");
        Account after = new Account(before.address(), "a new password 2");

        server.command("user", "password", before.address(), "--password-stdin")
                .input(after.password() + "\n")
                .run()
                .succeeded();

        assertThat(server.mailboxes(after).folders()).contains("INBOX");
    }

    @Test
    void quotasAreSetAndShown() throws Exception {
        Account account = server.user("erin");

        call("quota", "set", account.address(), "--size", "100M", "--count", "1000")
                .succeeded();

        JsonNode quota = json(call("quota", "get", account.address(), "--json"));
        assertThat(quota.toString()).contains("104857600").contains("1000");
    }

    @Test
    void statusTellsOfTheRunningServer() throws Exception {
        JsonNode status = json(call("status", "--json"));

        assertThat(status.get("running").asBoolean()).isTrue();
        assertThat(status.get("pid").asLong()).isEqualTo(server.process().pid());
        assertThat(status.get("listeners")).hasSizeGreaterThanOrEqualTo(12).allMatch(listener -> listener.get("answers")
                .asBoolean());
        assertThat(status.get("queues").has("spool")).isTrue();
    }

    @Test
    void doctorFindsEnginesAndPorts() throws Exception {
        Program.Ended ended = call("doctor", "--no-dns", "--json");

        assertThat(json(ended).toString().toLowerCase(java.util.Locale.ROOT))
                .contains("java")
                .contains("cassandra")
                .contains("certificate")
                .contains("disk");
    }

    @Test
    void theShippedConfigurationIsRight() throws Exception {
        call("config", "check").succeeded();
    }

    @Test
    void aWrongConfigurationIsNamed() throws Exception {
        Path conf = Files.createDirectories(server.scratch("conf"));
        try (var files = Files.list(server.conf())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, conf.resolve(file.getFileName()));
            }
        }
        Path engines = conf.resolve("engines.properties");
        Files.writeString(engines, Files.readString(engines) + "\ncassandra.hep=1\n");

        Program.Ended ended = call("config", "check", "--conf", conf.toString());

        assertThat(ended.code()).isEqualTo(CONFIGURATION);
        assertThat(ended.output()).contains("engines.properties").contains("cassandra.hep");
    }

    @Test
    void versionNamesWaypostAndJava() throws Exception {
        assertThat(call("version").succeeded())
                .contains(System.getProperty("waypost.version"))
                .contains("17");
    }
}
