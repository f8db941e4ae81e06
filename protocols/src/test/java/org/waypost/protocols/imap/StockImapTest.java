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
}
