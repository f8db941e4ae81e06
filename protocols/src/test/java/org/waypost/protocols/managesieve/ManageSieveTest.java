package org.waypost.protocols.managesieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** ManageSieve (RFC 5804) as clients and attackers see it. */
class ManageSieveTest {

    private static final String SCRIPT = "require \"fileinto\";\r\nfileinto \"Spam\";\r\n";
    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = Sieve.ours("<maxScriptSize>64K</maxScriptSize>");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static String literal(String text) {
        return "{" + text.getBytes(StandardCharsets.UTF_8).length + "+}\r\n" + latin(text);
    }

    /** The dialogue sends one byte for each character. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void greetsWithItsCapabilitiesAndAgainAfterStartTls() throws Exception {
        try (SmtpDialogue client = Sieve.connect(server)) {
            assertThat(Sieve.answer(client))
                    .contains("\"IMPLEMENTATION\" \"Waypost\"", "\"VERSION\" \"1.0\"", "\"SASL\" \"\"")
                    .contains("\"SIEVE\" \"", "fileinto", "\"STARTTLS\"\n")
                    .endsWith("\nOK");
            assertThat(Sieve.ask(client, "STARTTLS")).startsWith("OK");
            client.startTls();
            assertThat(Sieve.answer(client))
                    .contains("\"SASL\" \"PLAIN\"")
                    .doesNotContain("STARTTLS")
                    .endsWith("\nOK");
        }
    }

    @Test
    void passwordsInClearAreRefused() throws Exception {
        try (SmtpDialogue client = Sieve.connect(server)) {
            Sieve.answer(client);
            assertThat(Sieve.ask(client, "AUTHENTICATE \"PLAIN\" \"" + Sieve.plain(Sieve.ALICE, Sieve.PASSWORD) + "\""))
                    .startsWith("NO (ENCRYPT-NEEDED) \"");
            assertThat(Sieve.ask(client, "LISTSCRIPTS")).startsWith("NO ");
        }
    }

    @Test
    void logsInWithQuotedLiteralAndContinuedResponses() throws Exception {
        String response = Sieve.plain(Sieve.ALICE, Sieve.PASSWORD);
        try (SmtpDialogue client = Sieve.secure(server)) {
            assertThat(Sieve.ask(client, "AUTHENTICATE \"PLAIN\" " + literal(response)))
                    .startsWith("OK");
            assertThat(Sieve.ask(client, "CAPABILITY")).contains("\"OWNER\" \"" + Sieve.ALICE + "\"");
            assertThat(Sieve.ask(client, "UNAUTHENTICATE")).startsWith("OK");
            client.raw("AUTHENTICATE \"plain\"\r\n");
            assertThat(client.line()).isEqualTo("\"\"");
            assertThat(Sieve.ask(client, "\"*\"")).startsWith("NO");
            client.raw("AUTHENTICATE \"PLAIN\"\r\n");
            assertThat(client.line()).isEqualTo("\"\"");
            assertThat(Sieve.ask(client, "\"" + response + "\"")).startsWith("OK");
        }
    }

    @Test
    void failuresAreSlowAndTheThirdEndsTheConnection() throws Exception {
        try (SmtpDialogue client = Sieve.secure(server)) {
            String wrong = "AUTHENTICATE \"PLAIN\" \"" + Sieve.plain(Sieve.ALICE, "wrong") + "\"";
            Instant start = Instant.now();
            assertThat(Sieve.ask(client, wrong)).startsWith("NO \"");
            assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(900));
            assertThat(Sieve.ask(client, "AUTHENTICATE \"PLAIN\" \"?\"")).startsWith("NO \"");
            assertThat(Sieve.ask(client, wrong)).startsWith("BYE \"");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void aScriptGoesThroughItsLife() throws Exception {
        try (SmtpDialogue client = Sieve.alice(server)) {
            assertThat(Sieve.ask(client, "HAVESPACE \"mine\" 100")).isEqualTo("OK");
            assertThat(Sieve.ask(client, "PUTSCRIPT \"mine\" " + literal(SCRIPT)))
                    .isEqualTo("OK");
            assertThat(Sieve.ask(client, "LISTSCRIPTS")).contains("\"mine\"\n");
            assertThat(Sieve.ask(client, "SETACTIVE \"mine\"")).isEqualTo("OK");
            assertThat(Sieve.ask(client, "LISTSCRIPTS")).contains("\"mine\" ACTIVE");
            assertThat(Sieve.ask(client, "SETACTIVE \"nothere\"")).startsWith("NO (NONEXISTENT) \"");
            assertThat(Sieve.ask(client, "LISTSCRIPTS")).contains("\"mine\" ACTIVE");
            assertThat(Sieve.ask(client, "DELETESCRIPT \"mine\"")).startsWith("NO (ACTIVE) \"");
            assertThat(Sieve.ask(client, "GETSCRIPT \"mine\""))
                    .isEqualTo("{" + SCRIPT.length() + "}\n" + SCRIPT.replace("\r", "") + "\nOK");
            assertThat(Sieve.ask(client, "SETACTIVE \"\"")).isEqualTo("OK");
            assertThat(Sieve.ask(client, "RENAMESCRIPT \"mine\" \"my \\\"own\\\"\""))
                    .isEqualTo("OK");
            assertThat(Sieve.ask(client, "LISTSCRIPTS")).contains("\"my \\\"own\\\"\"\n");
            assertThat(Sieve.ask(client, "DELETESCRIPT " + literal("my \"own\"")))
                    .isEqualTo("OK");
            assertThat(Sieve.ask(client, "GETSCRIPT \"mine\"")).startsWith("NO (NONEXISTENT) \"");
        }
    }

    @Test
    void sizesAreInOctets() throws Exception {
        String script = "# Grüße aus Köln\r\nkeep;\r\n";
        try (SmtpDialogue client = Sieve.alice(server)) {
            assertThat(Sieve.ask(client, "PUTSCRIPT \"umlaut\" " + literal(script)))
                    .isEqualTo("OK");
            assertThat(Sieve.ask(client, "GETSCRIPT \"umlaut\""))
                    .startsWith("{" + script.getBytes(StandardCharsets.UTF_8).length + "}\n");
            assertThat(Sieve.ask(client, "NOOP \"a tag\"")).isEqualTo("OK (TAG \"a tag\") \"Done\"");
        }
    }

    @Test
    void aScriptThatDoesNotParseIsNotStored() throws Exception {
        try (SmtpDialogue client = Sieve.alice(server)) {
            assertThat(Sieve.ask(client, "PUTSCRIPT \"bad\" " + literal("if if if")))
                    .startsWith("NO ");
            assertThat(Sieve.ask(client, "CHECKSCRIPT " + literal("nosuchcommand;")))
                    .startsWith("NO ");
            assertThat(Sieve.ask(client, "CHECKSCRIPT " + literal("keep \u0001;")))
                    .startsWith("NO ");
            assertThat(Sieve.ask(client, "CHECKSCRIPT " + literal("if true {".repeat(6000))))
                    .startsWith("NO ");
            assertThat(Sieve.ask(client, "CHECKSCRIPT " + literal("keep;"))).isEqualTo("OK");
            assertThat(Sieve.ask(client, "LISTSCRIPTS")).doesNotContain("bad");
        }
    }

    @Test
    void sizesAreBounded() throws Exception {
        try (SmtpDialogue client = Sieve.alice(server)) {
            assertThat(Sieve.ask(client, "PUTSCRIPT \"big\" " + literal("#".repeat(65537))))
                    .startsWith("NO (QUOTA/MAXSIZE) \"");
            assertThat(Sieve.ask(client, "LISTSCRIPTS")).doesNotContain("big");
            client.raw("PUTSCRIPT \"huge\" {99999999999+}\r\n");
            assertThat(Sieve.answer(client)).startsWith("BYE ");
        }
        try (SmtpDialogue client = Sieve.connect(server)) {
            Sieve.answer(client);
            client.raw("AUTHENTICATE \"PLAIN\" {8193+}\r\n");
            assertThat(Sieve.answer(client)).startsWith("BYE ");
        }
        try (SmtpDialogue client = Sieve.connect(server)) {
            Sieve.answer(client);
            client.raw("x".repeat(9000));
            assertThat(Sieve.answer(client)).startsWith("BYE ");
        }
    }

    @Test
    void namesOfScriptsAreChecked() throws Exception {
        try (SmtpDialogue client = Sieve.alice(server)) {
            for (String name : new String[] {"", "a\r\nb", "../../escape", "x".repeat(600)}) {
                assertThat(Sieve.ask(client, "PUTSCRIPT " + literal(name) + " " + literal("keep;")))
                        .as(name)
                        .startsWith("NO ");
            }
            assertThat(Sieve.ask(client, "NOOP")).startsWith("OK");
        }
    }

    @Test
    void whatFollowsStartTlsInClearEndsTheConnection() throws Exception {
        try (SmtpDialogue client = Sieve.connect(server)) {
            Sieve.answer(client);
            client.raw("STARTTLS\r\nCAPABILITY\r\n");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void commandsThatComeTogetherAreAnsweredInOrder() throws Exception {
        try (SmtpDialogue client = Sieve.alice(server)) {
            client.raw(
                    "NOOP \"1\"\r\nPUTSCRIPT \"p\" " + literal("keep;") + "\r\nNOOP \"2\"\r\nDELETESCRIPT \"p\"\r\n");
            assertThat(Sieve.answer(client)).contains("\"1\"");
            assertThat(Sieve.answer(client)).isEqualTo("OK");
            assertThat(Sieve.answer(client)).contains("\"2\"");
            assertThat(Sieve.answer(client)).isEqualTo("OK");
            assertThat(Sieve.ask(client, "LOGOUT")).startsWith("OK");
            assertThat(client.line()).isNull();
        }
    }
}
