package org.waypost.protocols.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** The defects of stock James 3.8.1 that this package mends. When one of these fails, James has mended it itself. */
class StockPop3Test {

    private static MemoryMailServer stock;

    @BeforeAll
    static void start() throws Exception {
        stock = Pop3.stock();
        Pop3.deliver(stock, Pop3.ALICE, "Subject: one\r\n\r\none\r\n");
    }

    @AfterAll
    static void stop() throws Exception {
        stock.close();
    }

    @Test
    void passwordsAreTakenInClearOnStockJames() throws Exception {
        try (SmtpDialogue client = Pop3.clear(stock)) {
            Pop3.ask(client, "USER " + Pop3.ALICE);
            assertThat(Pop3.ask(client, "PASS " + Pop3.PASSWORD)).startsWith("+OK");
        }
    }

    @Test
    void authIsUnknownOnStockJames() throws Exception {
        try (SmtpDialogue client = Pop3.secure(stock)) {
            assertThat(Pop3.ask(client, "AUTH PLAIN " + Pop3.plain(Pop3.ALICE, Pop3.PASSWORD)))
                    .startsWith("-ERR");
        }
    }

    @Test
    void failuresAreQuickAndNeverEndOnStockJames() throws Exception {
        try (SmtpDialogue client = Pop3.secure(stock)) {
            Instant start = Instant.now();
            for (int i = 0; i < 10; i++) {
                Pop3.ask(client, "USER " + Pop3.ALICE);
                assertThat(Pop3.ask(client, "PASS wrong")).startsWith("-ERR");
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void messageZeroBreaksTheCommandOnStockJames() throws Exception {
        try (SmtpDialogue client = Pop3.loggedIn(stock, Pop3.ALICE)) {
            // The command throws; all that the client hears is the answer to a fatal error.
            assertThat(Pop3.ask(client, "RETR 0")).isEqualTo("-ERR");
        }
    }

    @Test
    void stlsIsOfferedAgainOverTlsOnStockJames() throws Exception {
        try (SmtpDialogue client = Pop3.secure(stock)) {
            assertThat(Pop3.askAll(client, "CAPA")).contains("STLS");
        }
    }
}
