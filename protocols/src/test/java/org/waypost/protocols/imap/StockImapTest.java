package org.waypost.protocols.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** The defects of stock James 3.8.1 that this package mends. When one of these fails, James has mended it itself. */
class StockImapTest {

    private static MemoryMailServer stock;

    @BeforeAll
    static void start() throws Exception {
        stock = Imap.stock("");
    }

    @AfterAll
    static void stop() throws Exception {
        stock.close();
    }

    @Test
    void aNameThatNoUserCanHaveEndsTheSessionOnStockJames() throws Exception {
        try (SmtpDialogue client = Imap.secure(stock)) {
            assertThat(Imap.command(client, "a LOGIN a@b@c secret")).doesNotContain("a NO");
        }
    }

    @Test
    void wrongPasswordsAreAnsweredAtOnceOnStockJames() throws Exception {
        try (SmtpDialogue client = Imap.secure(stock)) {
            Instant start = Instant.now();
            assertThat(Imap.command(client, "a LOGIN " + Imap.ALICE + " wrong")).startsWith("a NO");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(900));
        }
    }

    @Test
    void refusalInClearHasNoCodeOnStockJames() throws Exception {
        try (SmtpDialogue client = Imap.clear(stock)) {
            assertThat(Imap.command(client, "a LOGIN " + Imap.ALICE + " " + Imap.PASSWORD))
                    .startsWith("a NO")
                    .doesNotContain("PRIVACYREQUIRED");
        }
    }

    @Test
    void aStrangerMayAnnounceALiteralOfAnySizeOnStockJames() throws Exception {
        try (SmtpDialogue client = Imap.secure(stock)) {
            client.raw("a LOGIN {1073741824}\r\n");
            assertThat(client.line()).startsWith("+ ");
        }
    }

    @Test
    void aLineBehindALiteralHasNoEndOnStockJames() throws Exception {
        try (SmtpDialogue client = Imap.secure(stock)) {
            client.raw("a LOGIN {1}\r\n");
            client.line();
            client.raw("x ");
            for (int i = 0; i < 20; i++) {
                client.raw("y".repeat(8000));
            }
            client.raw("\r\n");
            assertThat(Imap.answer(client, "a")).startsWith("a NO");
        }
    }

    @Test
    void inboxCanBeDeletedOnStockJames() throws Exception {
        try (SmtpDialogue client = Imap.alice(stock)) {
            assertThat(Imap.command(client, "a DELETE INBOX")).startsWith("a OK");
        }
    }

    @Test
    void lineEndsAreTakenInNamesOnStockJames() throws Exception {
        try (SmtpDialogue client = Imap.alice(stock)) {
            assertThat(Imap.command(client, "a CREATE {12+}\r\nx\r\nz OK done")).startsWith("a OK");
        }
    }

    @Test
    void anAnnotationBreaksTheResponseOnStockJames() throws Exception {
        try (SmtpDialogue client = Imap.alice(stock)) {
            Imap.command(client, "a SETMETADATA INBOX (/private/comment {12+}\r\nx\r\nz OK done)");
            client.raw("b GETMETADATA INBOX /private/comment\r\n");
            // The answer claims to be one of another command.
            assertThat(Imap.answer(client, "z")).contains("\"x\nz OK done\"");
        }
    }

    @Test
    void listWithAppendLimitFailsOnStockJames() throws Exception {
        try (SmtpDialogue client = Imap.alice(stock)) {
            assertThat(Imap.command(client, "a LIST \"\" * RETURN (STATUS (APPENDLIMIT))"))
                    .contains("a NO");
        }
    }
}
