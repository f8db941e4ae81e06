package org.waypost.policy.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.core.healthcheck.Result;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.waypost.policy.country.CountryDatabase.Outcome;

/** An operator's file that is put in place of another while the server looks addresses up. */
@Tag("feature-71")
class CountryDatabaseTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final InetAddress ADDRESS = InetAddresses.forString("20.1.2.3");

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("own.mmdb");
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void end() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(CountryDatabase.class);
    }

    private static byte[] table(String code, Instant built) {
        return new MmdbWriter(6, 24).built(built).country("20.0.0.0/8", code).bytes();
    }

    /** As a careful operator does it: written beside, then renamed. */
    private void put(byte[] bytes) throws IOException {
        Path beside = Files.write(folder.resolve("new.mmdb"), bytes);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private CountryDatabase open() throws UnusableTable {
        return CountryDatabase.open(Optional.of(file), Optional.of(Duration.ofDays(30)), CLOCK);
    }

    @Test
    void withoutAFileTheShippedTableIsUsed() throws Exception {
        CountryDatabase database = CountryDatabase.open(Optional.empty(), Optional.empty(), CLOCK);

        assertThat(database.of(InetAddresses.forString("8.8.8.8")).word()).isEqualTo("US");
        assertThat(database.reload()).isEqualTo(new Outcome.Unchanged());
        assertThat(database.status().source()).isEqualTo("shipped");
        assertThat(database.status().age().toDays()).isEqualTo(160);
        assertThat(database.status().old()).isFalse();
    }

    @Test
    void aNewFileIsTaken() throws Exception {
        put(table("DE", NOW));
        CountryDatabase database = open();
        assertThat(database.of(ADDRESS).word()).isEqualTo("DE");
        assertThat(database.reload()).isEqualTo(new Outcome.Unchanged());

        put(table("FR", NOW));

        assertThat(database.reload()).isEqualTo(new Outcome.Replaced());
        assertThat(database.of(ADDRESS).word()).isEqualTo("FR");
        assertThat(database.status().source()).isEqualTo(file.toString());
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).anyMatch(line -> line.contains(" anew"));
    }

    @Test
    void aFileThatIsStillBeingWrittenIsNotRead() throws Exception {
        put(table("DE", NOW));
        CountryDatabase database = open();
        byte[] next = table("FR", NOW);

        Files.write(file, Arrays.copyOf(next, next.length / 2));
        database.look();
        Files.write(file, next);
        database.look();

        assertThat(database.of(ADDRESS).word()).isEqualTo("DE");
        assertThat(database.status().problem()).isEmpty();
        database.look();
        assertThat(database.of(ADDRESS).word()).isEqualTo("FR");
    }

    @Test
    void theWatchTakesANewFileByItself() throws Exception {
        put(table("DE", NOW));
        CountryDatabase database = open();
        try (DatabaseWatch watch = new DatabaseWatch(database, Duration.ofMillis(20))) {
            watch.start();
            put(table("FR", NOW));
            Awaitility.await().until(() -> database.of(ADDRESS).word().equals("FR"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "cut", "text", "gone", "other"})
    void aFileThatCanNotBeUsedKeepsTheOldTableAndSaysSo(String wrong) throws Exception {
        put(table("DE", NOW));
        CountryDatabase database = open();
        byte[] next = table("FR", NOW);
        switch (wrong) {
            case "empty" -> put(new byte[0]);
            case "cut" -> put(Arrays.copyOf(next, next.length - 20));
            case "text" -> put("not found".getBytes(StandardCharsets.UTF_8));
            case "other" -> put(table("QQ", NOW));
            default -> Files.delete(file);
        }

        database.look();
        database.look();

        assertThat(database.of(ADDRESS).word()).isEqualTo("DE");
        assertThat(database.status().problem())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith(file + ": "));
        Result health = new CountryHealthCheck(database).check().block();
        assertThat(health.isDegraded()).isTrue();
        assertThat(health.getCause())
                .hasValueSatisfying(
                        cause -> assertThat(cause).contains("stays in use").contains(file.toString()));
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().toString().equals("ERROR"))
                .hasSize(1)
                .allSatisfy(event -> assertThat(event.getFormattedMessage())
                        .contains("was not taken")
                        .contains(file.toString()));
        assertThat(database.reload()).isInstanceOf(Outcome.Kept.class);

        put(next);
        assertThat(database.reload()).isEqualTo(new Outcome.Replaced());
        assertThat(database.status().problem()).isEmpty();
        assertThat(new CountryHealthCheck(database).check().block().isHealthy()).isTrue();
    }

    @Test
    void aFileThatCanNotBeUsedAtTheStartStopsIt() throws Exception {
        assertThatExceptionOfType(UnusableTable.class)
                .isThrownBy(this::open)
                .withMessage(file + ": there is no such file");
        put(new byte[0]);
        assertThatExceptionOfType(UnusableTable.class).isThrownBy(this::open).withMessage(file + ": it is empty");
    }

    @Test
    void aTableThatIsTooOldIsAlarmed() throws Exception {
        put(table("DE", NOW.minus(Duration.ofDays(31))));

        CountryDatabase database = open();

        assertThat(database.status().old()).isTrue();
        assertThat(new CountryHealthCheck(database).check().block().getCause())
                .hasValueSatisfying(cause -> assertThat(cause).contains("is 31 days old"));
        put(table("DE", NOW.minus(Duration.ofDays(29))));
        database.reload();
        assertThat(new CountryHealthCheck(database).check().block().isHealthy()).isTrue();
    }

    @Test
    void lookUpsGoOnWhileTheTableIsSwapped() throws Exception {
        List<InetAddress> addresses = new ArrayList<>();
        for (int last = 1; last <= 40; last++) {
            addresses.add(InetAddresses.forString("20.1." + last + "." + last));
            addresses.add(InetAddresses.forString("2a01:" + last + "::" + last));
        }
        put(edition("DE"));
        CountryDatabase database = open();
        int readers = 16;
        ExecutorService threads = Executors.newFixedThreadPool(readers);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong lookUps = new AtomicLong();
        AtomicInteger begun = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int reader = 0; reader < readers; reader++) {
                running.add(threads.submit(() -> {
                    begun.incrementAndGet();
                    while (!stop.get()) {
                        for (InetAddress address : addresses) {
                            assertThat(database.of(address).word()).isIn("DE", "FR");
                            lookUps.incrementAndGet();
                        }
                    }
                }));
            }
            Awaitility.await().until(() -> begun.get() == readers);
            for (int swap = 0; swap < 100; swap++) {
                String code = swap % 2 == 0 ? "FR" : "DE";
                put(edition(code));
                assertThat(database.reload()).isEqualTo(new Outcome.Replaced());
                // After the swap nobody sees the old edition any more.
                assertThat(addresses)
                        .allMatch(address -> database.of(address).word().equals(code));
                if (swap % 10 == 5) {
                    put(new byte[] {1, 2, 3});
                    assertThat(database.reload()).isInstanceOf(Outcome.Kept.class);
                    assertThat(database.of(addresses.get(0)).word()).isEqualTo(code);
                }
            }
        } finally {
            stop.set(true);
            threads.shutdown();
        }
        for (Future<?> each : running) {
            each.get();
        }
        assertThat(lookUps.get()).isGreaterThan(1000);
    }

    private static byte[] edition(String code) {
        return new MmdbWriter(6, 28)
                .built(NOW)
                .country("20.0.0.0/8", code)
                .country("2a01::/16", code)
                .bytes();
    }
}
