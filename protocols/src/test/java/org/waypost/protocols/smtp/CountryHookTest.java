package org.waypost.protocols.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.util.Modules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.policy.country.CountryDatabase;
import org.waypost.policy.country.MmdbWriter;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** Mail that clients bring from countries, as a balancer's PROXY header tells them. */
@Tag("feature-71")
class CountryHookTest {

    private static final String BALANCED = "<proxyProtocol><trusted>127.0.0.0/8</trusted></proxyProtocol>"
            + "<authorizedAddresses>60.7.0.0/16</authorizedAddresses>";
    private static final Scope SERVER = Scope.server();
    private static final Scope DOMAIN = Scope.domain(Domain.of("example.test"));
    private static final Scope BOB = Scope.user(Username.of("bob@example.test"));

    @TempDir
    static Path folder;

    private static MemoryMailServer server;

    static CountryDatabase table(Path folder) throws Exception {
        byte[] bytes = new MmdbWriter(6, 24)
                .country("60.0.0.0/8", "CN")
                .country("20.0.0.0/8", "DE")
                .country("2400::/16", "CN")
                .country("2a00::/12", "DE")
                .bytes();
        Path file = Files.write(folder.resolve("made.mmdb"), bytes);
        return CountryDatabase.open(Optional.of(file), Optional.empty(), Clock.systemUTC());
    }

    static MemoryMailServer.Builder builder(Path folder) throws Exception {
        CountryDatabase table = table(folder);
        return MemoryMailServer.with(Modules.override(new SMTPServerModule()).with(new SmtpModule()))
                .file(
                        "smtpserver.xml",
                        WaypostSmtp.servers(
                                WaypostSmtp.startTls("smtp", BALANCED),
                                WaypostSmtp.startTls("submission", WaypostSmtp.SUBMISSION + BALANCED)))
                .override(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(CountryDatabase.class).toInstance(table);
                    }
                });
    }

    static MemoryMailServer populated(MemoryMailServer server) throws Exception {
        return server.domain("example.test")
                .user("alice@example.test", "secret")
                .user("bob@example.test", "secret")
                .user("carol@example.test", "secret");
    }

    @BeforeAll
    static void start() throws Exception {
        server = populated(builder(folder).start());
        server.get(RecipientRewriteTable.class)
                .addAliasMapping(MappingSource.fromUser("b.bob", Domain.of("example.test")), "bob@example.test");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @AfterEach
    void forget() {
        AccountSettings settings = server.get(AccountSettings.class);
        List.of(SERVER, DOMAIN, BOB).forEach(scope -> settings.remove(scope).block());
    }

    private static void set(Scope scope, String json) {
        server.get(AccountSettings.class)
                .set(scope, "country", SettingsFormat.object(json.replace('\'', '"')))
                .block();
    }

    static SmtpDialogue client(MemoryMailServer to, String listener, String address) throws Exception {
        SmtpDialogue client = SmtpDialogue.connect(to.port(SMTPServerFactory.class, listener));
        client.raw("PROXY TCP"
                + (address.indexOf(':') < 0 ? "4 " + address + " 192.0.2.1" : "6 " + address + " 2001:db8::1")
                + " 4711 25\r\n");
        assertThat(client.answer()).startsWith("220 ");
        assertThat(client.ask("EHLO client.example")).startsWith("250");
        return client;
    }

    private static String recipient(String address, String recipient) throws Exception {
        try (SmtpDialogue client = client(server, "smtp", address)) {
            assertThat(client.ask("MAIL FROM:<a@far.example>")).startsWith("250 ");
            return client.ask("RCPT TO:<" + recipient + "@example.test>");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "60.1.2.3,   550 5.7.1 Mail from CN is not accepted here",
        "2400::1,    550 5.7.1 Mail from CN is not accepted here",
        "20.1.2.3,   250",
        "2a01::1,    250",
        "129.0.0.1,  250",
        "127.0.0.1,  250",
        "10.0.0.1,   250",
        "fd00::1,    250",
        "60.9.9.9,   250"
    })
    void theServersListHoldsForEveryRecipient(String client, String answer) throws Exception {
        set(SERVER, "{'mode':'block','countries':['CN'],'skip':['60.9.9.0/24']}");

        assertThat(recipient(client, "bob")).startsWith(answer);
    }

    @Test
    void onlyTheCountriesOfTheDomainAreTaken() throws Exception {
        set(
                DOMAIN,
                "{'mode':'accept-only','countries':['DE'],'unknown':'refuse','refusal':'{{address}} in {{country}}:"
                        + " no'}");

        assertThat(recipient("20.1.2.3", "bob")).startsWith("250 ");
        assertThat(recipient("60.1.2.3", "bob")).isEqualTo("550 5.7.1 60.1.2.3 in CN: no");
        assertThat(recipient("129.0.0.1", "carol")).isEqualTo("550 5.7.1 129.0.0.1 in an unknown country: no");
        assertThat(recipient("127.0.0.1", "bob")).startsWith("250 ");
    }

    @Test
    void aUserChoosesForThatUserAlone() throws Exception {
        set(BOB, "{'mode':'block','countries':['CN']}");

        try (SmtpDialogue client = client(server, "smtp", "60.1.2.3")) {
            client.ask("MAIL FROM:<a@far.example>");
            assertThat(client.ask("RCPT TO:<bob@example.test>")).startsWith("550 5.7.1 ");
            assertThat(client.ask("RCPT TO:<B.Bob@example.test>")).startsWith("550 5.7.1 ");
            assertThat(client.ask("RCPT TO:<carol@example.test>")).startsWith("250 ");
            assertThat(client.ask("DATA")).startsWith("354 ");
            assertThat(client.ask("Subject: for carol\r\n\r\nhello\r\n.")).startsWith("250 ");
        }
        Awaitility.await().until(() -> !server.inbox("carol@example.test").isEmpty());
        assertThat(server.inbox("bob@example.test")).isEmpty();
    }

    @Test
    void thePostmasterCanBeReachedFromEverywhere() throws Exception {
        set(SERVER, "{'mode':'block','countries':['CN']}");

        assertThat(recipient("60.1.2.3", "postmaster")).startsWith("250 ");
    }

    @Test
    void whoIsRefusedDoesNotLearnWhoIsHere() throws Exception {
        set(SERVER, "{'mode':'block','countries':['CN']}");

        assertThat(recipient("60.1.2.3", "nobody")).isEqualTo(recipient("60.1.2.3", "bob"));
        assertThat(recipient("20.1.2.3", "nobody")).startsWith("550 5.1.1 ");
    }

    @Test
    void listedNetworksAreNotAsked() throws Exception {
        set(SERVER, "{'mode':'block','countries':['CN']}");

        assertThat(recipient("60.7.1.1", "bob")).startsWith("250 ");
    }

    @Test
    void usersWriteFromWhereverTheyAre() throws Exception {
        set(SERVER, "{'mode':'block','countries':['CN']}");

        try (SmtpDialogue client = client(server, "submission", "60.1.2.3")) {
            assertThat(client.ask("STARTTLS")).startsWith("220 ");
            client.startTls();
            client.ask("EHLO client.example");
            assertThat(client.ask("AUTH PLAIN " + SmtpListenerTest.plain("alice@example.test", "secret")))
                    .startsWith("235 ");
            assertThat(client.ask("MAIL FROM:<alice@example.test>")).startsWith("250 ");
            assertThat(client.ask("RCPT TO:<bob@example.test>")).startsWith("250 ");
        }
    }

    @Test
    void aChangeHoldsInASessionThatIsOpen() throws Exception {
        try (SmtpDialogue client = client(server, "smtp", "60.1.2.3")) {
            client.ask("MAIL FROM:<a@far.example>");
            assertThat(client.ask("RCPT TO:<bob@example.test>")).startsWith("250 ");
            set(BOB, "{'mode':'block','countries':['CN']}");
            assertThat(client.ask("RCPT TO:<bob@example.test>")).startsWith("550 5.7.1 ");
        }
    }
}
