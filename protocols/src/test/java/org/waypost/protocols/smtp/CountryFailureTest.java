package org.waypost.protocols.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.country.CountryFilter;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingsStore;
import org.waypost.accounts.settings.StoredSection;
import org.waypost.policy.country.GateRules;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Clients in countries while the settings can't be read. */
@Tag("feature-71")
class CountryFailureTest {
    @TempDir
    Path folder;

    /** A store that never answers. */
    private static final class SilentStore implements SettingsStore {
        @Override
        public Mono<Map<String, StoredSection>> read(Scope scope) {
            return Mono.never();
        }

        @Override
        public Mono<Void> write(Scope scope, String section, StoredSection value) {
            return Mono.never();
        }

        @Override
        public Mono<Void> remove(Scope scope) {
            return Mono.never();
        }

        @Override
        public Flux<Scope> scopes() {
            return Flux.never();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 451 4.3.0 The sender", "false, 451 4.3.0 The recipient"})
    void whenSettingsDoNotComeMailIsLetInOrPutOff(boolean open, String answer) throws Exception {
        MemoryMailServer.Builder silent = CountryHookTest.builder(folder).override(new AbstractModule() {
            @Override
            protected void configure() {
                bind(AccountSettings.class)
                        .toProvider(() -> new AccountSettings(
                                new Sections(List.of(CountryFilter.SECTION)),
                                new SilentStore(),
                                new ChangeFeed(new MemoryChangeLog(Clock.systemUTC()), Clock.systemUTC())));
                bind(GateRules.class).toInstance(new GateRules(Duration.ofMillis(200), open));
            }
        });
        try (MemoryMailServer failing = CountryHookTest.populated(silent.start());
                SmtpDialogue client = CountryHookTest.client(failing, "smtp", "60.1.2.3")) {
            client.ask("MAIL FROM:<a@far.example>");
            assertThat(client.ask("RCPT TO:<bob@example.test>")).startsWith(answer);
        }
    }
}
