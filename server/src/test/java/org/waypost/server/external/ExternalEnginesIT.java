package org.waypost.server.external;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.waypost.cassandra.session.CassandraSettings;
import org.waypost.cassandra.session.SessionFactory;
import org.waypost.engines.settings.EnginePort;
import org.waypost.testing.engines.TestCassandra;
import org.waypost.testing.engines.TestEngine;
import org.waypost.testing.engines.TestOpenSearch;
import org.waypost.testing.engines.TestTika;

/** What the real engines answer. */
class ExternalEnginesIT {

    @Test
    void theRealOpenSearchIsWell() {
        EngineAnswer answer = new OpenSearchProbe(
                        new OpenSearchAddress(List.of(TestOpenSearch.uri()), new Login.None(), new TlsTrust.Platform()))
                .ask();

        assertThat(answer).isEqualTo(EngineAnswer.well("2.19.6"));
    }

    @Test
    void theRealTikaIsWell() {
        assertThat(new TikaProbe(new TikaAddress(TestTika.uri())).ask()).isEqualTo(EngineAnswer.well("3.3.2"));
    }

    @Test
    void theRealCassandraIsWellUntilItIsKilled() {
        TestEngine engine = TestCassandra.startOwn();
        int port = engine.address(EnginePort.CQL).getPort();
        try (CqlSession session =
                new SessionFactory(CassandraSettings.local(port, "probed"), new MetricRegistry()).open()) {
            CassandraProbe probe = new CassandraProbe(session, List.of(engine.address(EnginePort.CQL)));
            assertThat(probe.ask()).isEqualTo(EngineAnswer.well("5.0.9"));
            assertThat(probe.address()).isEqualTo("127.0.0.1:" + port);

            engine.kill();

            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(probe.ask())
                    .isEqualTo(EngineAnswer.unusable(
                            "no node of the ring answers; check that they run and the network to them")));
        } finally {
            engine.close();
        }
    }
}
