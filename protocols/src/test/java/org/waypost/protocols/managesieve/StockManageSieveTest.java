package org.waypost.protocols.managesieve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;

/** The defects of stock James 3.8.1 for which this package was written. */
class StockManageSieveTest {

    private static MemoryMailServer stock;

    @BeforeAll
    static void start() throws Exception {
        stock = Sieve.stock();
    }

    @AfterAll
    static void stop() throws Exception {
        stock.close();
    }

    private static SmtpDialogue alice() throws Exception {
        SmtpDialogue client = Sieve.connect(stock);
        Sieve.answer(client);
        Sieve.ask(client, "AUTHENTICATE \"PLAIN\" \"" + Sieve.plain(Sieve.ALICE, Sieve.PASSWORD) + "\"");
        return client;
    }

    @Test
    void passwordsAreTakenInClearOnStockJames() throws Exception {
        try (SmtpDialogue client = alice()) {
            assertThat(Sieve.ask(client, "LISTSCRIPTS")).endsWith("OK");
        }
    }

    @Test
    void anExchangeWithoutInitialResponseFailsOnStockJames() throws Exception {
        try (SmtpDialogue client = Sieve.connect(stock)) {
            Sieve.answer(client);
            client.raw("AUTHENTICATE \"PLAIN\"\r\n");
            // RFC 5804 §2.1 has a string here.
            assertThat(client.line()).isEqualTo("+ \"\"");
            assertThat(Sieve.ask(client, "\"" + Sieve.plain(Sieve.ALICE, Sieve.PASSWORD) + "\""))
                    .startsWith("NO ");
        }
    }

    @Test
    void aScriptThatDoesNotParseIsStoredOnStockJames() throws Exception {
        try (SmtpDialogue client = alice()) {
            assertThat(Sieve.ask(client, "PUTSCRIPT \"bad\" {8+}\r\nif if if")).startsWith("NO ");
            assertThat(Sieve.ask(client, "LISTSCRIPTS")).contains("\"bad\"");
        }
    }

    @Test
    void sizesAreInCharactersOnStockJames() throws Exception {
        try (SmtpDialogue client = alice()) {
            Sieve.ask(client, "PUTSCRIPT \"umlaut\" {12+}\r\n# \u00c3\u00bc\r\nkeep;");
            // These are 13 octets; a client that reads 12 takes the last for an answer.
            assertThat(Sieve.ask(client, "GETSCRIPT \"umlaut\"")).startsWith("{12}\n# \u00c3\u00bc");
        }
    }

    @Test
    void failuresNeverEndOnStockJames() throws Exception {
        try (SmtpDialogue client = Sieve.connect(stock)) {
            Sieve.answer(client);
            String wrong = "AUTHENTICATE \"PLAIN\" \"" + Sieve.plain(Sieve.ALICE, "wrong") + "\"";
            for (int i = 0; i < 10; i++) {
                assertThat(Sieve.ask(client, wrong)).startsWith("NO ");
            }
        }
    }
}
