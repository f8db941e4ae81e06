package org.waypost.protocols.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** CVE-2024-37358: what a client may send before and after authentication, and what stays behind. */
class LiteralLimitsTest {

    private static final int MEGABYTE = 1 << 20;
    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        server = Imap.ours("<literalSizeLimit>25M</literalSizeLimit>");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static String message(int octets) {
        String head = "Subject: large\r\n\r\n";
        return head
                + ("0123456789".repeat(7) + "\r\n").repeat((octets - head.length()) / 72)
                + "x".repeat((octets - head.length()) % 72);
    }

    /** Names of temporary files, and the open ones of this process that have no name any more. */
    private static List<String> literalFiles() throws Exception {
        try (Stream<Path> named = Files.list(Path.of(System.getProperty("java.io.tmpdir")));
                Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return Stream.concat(named, open.map(LiteralLimitsTest::target))
                    .map(Path::toString)
                    .filter(name -> name.contains("waypost-imap-"))
                    .toList();
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (java.io.IOException closedMeanwhile) {
            return link;
        }
    }

    @Test
    void beforeAuthenticationALiteralHasAtMostEightKibibytes() throws Exception {
        for (String mark : List.of("{8193}", "{8193+}", "{999999999999}")) {
            try (SmtpDialogue client = Imap.secure(server)) {
                client.raw("a LOGIN " + mark + "\r\n");
                assertThat(Imap.rest(client)).startsWith("* BYE");
            }
        }
        try (SmtpDialogue client = Imap.secure(server)) {
            client.raw("a LOGIN {8192}\r\n");
            assertThat(client.line()).startsWith("+ ");
        }
    }

    @Test
    void beforeAuthenticationACommandHasFourLiterals() throws Exception {
        try (SmtpDialogue client = Imap.secure(server)) {
            client.raw("a LOGIN {1+}\r\nx {1+}\r\nx {1+}\r\nx {1+}\r\nx {1+}\r\n");
            assertThat(Imap.rest(client)).startsWith("* BYE");
        }
    }

    @Test
    void beforeAuthenticationALineIsShortAlsoBehindALiteral() throws Exception {
        try (SmtpDialogue client = Imap.clear(server)) {
            client.raw("a LOGIN {1+}\r\nx " + "y".repeat(9000));
            assertThat(Imap.rest(client)).startsWith("* BYE");
        }
    }

    @Test
    void afterAuthenticationAppendHasTheConfiguredLimit() throws Exception {
        try (SmtpDialogue client = Imap.alice(server)) {
            assertThat(Imap.command(client, "a CAPABILITY")).contains("APPENDLIMIT=" + 25 * MEGABYTE);
            assertThat(Imap.command(client, "b APPEND INBOX {" + (25 * MEGABYTE + 1) + "}"))
                    .startsWith("b NO [TOOBIG] ");
            assertThat(Imap.command(client, "c NOOP ")).startsWith("c OK");
        }
    }

    @Test
    void aLiteralThatComesUnaskedAndIsTooLargeIsReadAndRefused() throws Exception {
        try (SmtpDialogue client = Imap.alice(server)) {
            client.raw("a SEARCH SUBJECT {" + (MEGABYTE + 1) + "+}\r\n" + "x".repeat(MEGABYTE + 1) + "\r\n");
            assertThat(Imap.answer(client, "a")).startsWith("a NO [TOOBIG] ");
            assertThat(Imap.command(client, "b NOOP ")).startsWith("b OK");
        }
    }

    @Test
    void aCommandHasABoundedNumberOfLiterals() throws Exception {
        try (SmtpDialogue client = Imap.alice(server)) {
            Imap.command(client, "s SELECT INBOX");
            client.raw("a SEARCH" + " SUBJECT {1+}\r\nx".repeat(65) + "\r\n");
            assertThat(Imap.answer(client, "a")).startsWith("a NO [TOOBIG] ");
            assertThat(Imap.command(client, "b NOOP ")).startsWith("b OK");
        }
    }

    @Test
    void aLongLineIsRefusedAndTheSessionGoesOn() throws Exception {
        try (SmtpDialogue client = Imap.alice(server)) {
            client.raw("a SEARCH SUBJECT " + "x".repeat(70_000) + "\r\n");
            assertThat(client.line()).startsWith("* BAD");
            assertThat(Imap.command(client, "b NOOP ")).startsWith("b OK");
        }
    }

    @Test
    void appendsTwentyMegabytesQuicklyAndLeavesNoFile() throws Exception {
        int size = 20 * MEGABYTE;
        try (SmtpDialogue client = Imap.alice(server)) {
            Imap.command(client, "c CREATE large");
            Instant start = Instant.now();
            client.raw("a APPEND large {" + size + "}\r\n");
            assertThat(client.line()).startsWith("+ ");
            String message = message(size);
            client.raw(message + "\r\nb STATUS large (MESSAGES SIZE)\r\n");
            assertThat(Imap.answer(client, "a")).contains("a OK [APPENDUID");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(Imap.answer(client, "b")).contains("MESSAGES 1", "SIZE " + message.length());
            Awaitility.await().untilAsserted(() -> assertThat(literalFiles()).isEmpty());
        }
    }

    @Test
    void anAppendThatIsCutOffOrRefusedLeavesNoFile() throws Exception {
        try (SmtpDialogue client = Imap.alice(server)) {
            client.raw("a APPEND INBOX {" + MEGABYTE + "+}\r\n" + "x".repeat(MEGABYTE / 2));
            Awaitility.await().untilAsserted(() -> assertThat(literalFiles()).isNotEmpty());
        }
        Awaitility.await().untilAsserted(() -> assertThat(literalFiles()).isEmpty());
        try (SmtpDialogue client = Imap.alice(server)) {
            client.raw("a APPEND nowhere {" + MEGABYTE + "+}\r\n" + "x".repeat(MEGABYTE) + "\r\n");
            assertThat(Imap.answer(client, "a")).startsWith("a NO [TRYCREATE]");
            client.raw("b APPEND INBOX {" + MEGABYTE + "+}\r\n" + "x".repeat(MEGABYTE) + " {3+}\r\nabc\r\n");
            assertThat(Imap.answer(client, "b")).startsWith("b BAD");
            Awaitility.await().untilAsserted(() -> assertThat(literalFiles()).isEmpty());
        }
    }

    @Test
    void manyAppendsAtOnceAllArrive() throws Exception {
        try (SmtpDialogue client = Imap.alice(server)) {
            Imap.command(client, "c CREATE many");
            StringBuilder all = new StringBuilder();
            int size = 300_000;
            for (int i = 0; i < 20; i++) {
                all.append("m").append(i).append(" APPEND many {").append(size).append("+}\r\n");
                all.append("x".repeat(size)).append("\r\n");
            }
            Thread sender = new Thread(() -> send(client, all + "z NOOP\r\n"));
            sender.start();
            String answers = Imap.answer(client, "z");
            sender.join();
            for (int i = 0; i < 20; i++) {
                assertThat(answers).contains("m" + i + " OK");
            }
            assertThat(Imap.command(client, "e STATUS many (MESSAGES)")).contains("MESSAGES 20");
        }
    }

    private static void send(SmtpDialogue client, String text) {
        try {
            client.raw(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void octetsInSinglePacketsMakeTheSameCommand() throws Exception {
        try (SmtpDialogue client = Imap.secure(server)) {
            for (char one : "a LOGIN {18+}\r\nalice@example.test \"secret1\"\r\n".toCharArray()) {
                client.raw(String.valueOf(one));
            }
            assertThat(Imap.answer(client, "a")).startsWith("a OK");
        }
    }

    @Test
    void whatFollowsStartTlsInClearEndsTheConnection() throws Exception {
        try (SmtpDialogue client = Imap.clear(server)) {
            client.raw("a STARTTLS\r\nb NOOP\r\n");
            assertThat(Imap.rest(client)).doesNotContain("b OK", "b NO");
        }
    }
}
