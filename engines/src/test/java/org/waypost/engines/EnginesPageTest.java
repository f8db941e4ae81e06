package org.waypost.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.EngineSettings;
import org.waypost.engines.settings.EnginesSettings;

/** The page for the sysadmin says what the program does. */
class EnginesPageTest {
    private final String page;

    EnginesPageTest() throws Exception {
        page = Files.readString(Path.of(System.getProperty("waypost.root"), "docs", "engines.md"));
    }

    @Test
    void everyPortStandsThereWithKeyAndDefault() {
        for (EnginePort port : EnginePort.values()) {
            assertThat(page).contains("| " + port.defaultNumber() + " | `" + port.key() + "` |");
        }
    }

    @Test
    void everyHeapStandsThereWithKeyAndDefault() {
        for (EngineSettings engine : EnginesSettings.defaults().local()) {
            assertThat(page).contains("| `" + engine.engine().id() + ".heap` | " + engine.heapMegabytes() + " MiB |");
        }
    }
}
