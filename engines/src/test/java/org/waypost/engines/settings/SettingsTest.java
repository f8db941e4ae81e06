package org.waypost.engines.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void defaultsHaveThePortsOfThePortTable() {
        EnginesSettings.defaults().local().forEach(engine -> engine.ports()
                .forEach((port, number) -> assertThat(number).isEqualTo(port.defaultNumber())));
        assertThat(EnginesSettings.defaults().local())
                .extracting(EngineSettings::engine)
                .containsExactly(Engine.values());
    }

    @Test
    void aPortOutOfRangeIsRefusedWithKeyAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CassandraSettings.defaults().withPorts(65536, 7000))
                .withMessageContaining("cassandra.port: 65536")
                .withMessageContaining("expected 1 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TikaSettings.defaults().withPort(-1))
                .withMessageContaining("tika.port: -1");
    }

    @Test
    void onePortTwiceIsRefusedWithinAnEngineAndBetweenEngines() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenSearchSettings.defaults().withPorts(9200, 9200))
                .withMessageContaining("opensearch.port")
                .withMessageContaining("opensearch.transport.port");
        CassandraSettings cassandra = CassandraSettings.defaults().withPorts(9998, 7000);
        TikaSettings tika = TikaSettings.defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnginesSettings.of(cassandra, tika))
                .withMessageContaining("9998")
                .withMessageContaining("cassandra.port")
                .withMessageContaining("tika.port");
    }

    @Test
    void portZeroMayStandForEveryPort() {
        assertThat(EnginesSettings.of(
                                CassandraSettings.forTests(), OpenSearchSettings.forTests(), TikaSettings.forTests())
                        .local())
                .hasSize(3);
    }

    @Test
    void anEngineTwiceIsRefused() {
        TikaSettings tika = TikaSettings.defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnginesSettings.of(tika, tika.withPort(1)))
                .withMessageContaining("tika stands twice");
    }

    @Test
    void aHeapTooSmallIsRefusedWithItsBound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CassandraSettings.defaults().withHeapMegabytes(60))
                .withMessage("cassandra.heap: 60, expected at least 256 (MiB)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenSearchSettings.defaults().withHeapMegabytes(60))
                .withMessageContaining("opensearch.heap: 60");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TikaSettings.defaults().withHeapMegabytes(60))
                .withMessageContaining("tika.heap: 60");
    }

    @Test
    void aHeapAmongTheJvmOptionsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CassandraSettings.defaults().withJvmOptions(List.of("-Xmx2g")))
                .withMessageContaining("JVM options of cassandra: '-Xmx2g'")
                .withMessageContaining("cassandra.heap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TikaSettings.defaults().withJvmOptions(List.of("org.example.Main")))
                .withMessageContaining("expected options that start with '-'");
    }

    @Test
    void theListOfJvmOptionsIsCopied() {
        List<String> options = new java.util.ArrayList<>(List.of("-Da=b"));
        TikaSettings tika = TikaSettings.defaults().withJvmOptions(options);
        options.add("-Dc=d");
        assertThat(tika.jvmOptions()).containsExactly("-Da=b");
    }

    @Test
    void theCommitLogIsNeverPeriodic() {
        assertThat(CommitLogSync.parse("cassandra.commitlog.sync", " Group ")).isEqualTo(CommitLogSync.GROUP);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommitLogSync.parse("cassandra.commitlog.sync", "periodic"))
                .withMessageContaining("cassandra.commitlog.sync: 'periodic', expected batch or group");
    }

    @Test
    void theWindowOfTheCommitLogIsBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CassandraSettings.defaults().withCommitLogWindow(Duration.ofSeconds(2)))
                .withMessageContaining("cassandra.commitlog.window: 2000 ms");
    }

    @Test
    void theParseDeadlineIsBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TikaSettings.defaults().withParseDeadline(Duration.ZERO))
                .withMessageContaining("tika.timeout: PT0S");
    }

    @Test
    void theNumberOfTokensIsBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CassandraSettings(0, 0, 512, CommitLogSync.BATCH, Duration.ofMillis(5), 0, true, List.of()))
                .withMessageContaining("cassandra.tokens: 0");
    }
}
