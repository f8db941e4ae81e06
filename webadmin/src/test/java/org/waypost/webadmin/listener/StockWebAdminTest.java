package org.waypost.webadmin.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.webadmin.MemoryServer;

/** What James does by itself, and why ours differs. */
class StockWebAdminTest {
    @TempDir
    static Path folder;

    private static MemoryServer stock;

    @BeforeAll
    static void start() throws Exception {
        stock = MemoryServer.start(
                folder, "http", Map.of("webadmin.properties", "enabled=true\nport=0\nhost=127.0.0.1\n"));
    }

    @AfterAll
    static void stop() {
        stock.close();
    }

    @Test
    void everybodyIsAnAdministratorOnStockJames() throws Exception {
        assertThat(stock.get("/domains").statusCode()).isEqualTo(200);
    }

    @Test
    void scriptsOfEverySiteAreWelcomeOnStockJames() throws Exception {
        assertThat(stock.get("/domains", "Origin", "https://evil.example.test")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }
}
