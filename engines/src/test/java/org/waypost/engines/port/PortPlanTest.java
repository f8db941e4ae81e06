package org.waypost.engines.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.engines.failure.PortTaken;
import org.waypost.engines.settings.CassandraSettings;
import org.waypost.engines.settings.EnginePort;
import org.waypost.engines.settings.TikaSettings;

class PortPlanTest {
    @TempDir
    Path var;

    private static ServerSocket listen(int port) throws Exception {
        return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    }

    @Test
    void aTakenPortIsRefusedWithPortEngineKeyAndHolder() throws Exception {
        try (ServerSocket taken = listen(0)) {
            TikaSettings settings = TikaSettings.defaults().withPort(taken.getLocalPort());
            assertThatExceptionOfType(PortTaken.class)
                    .isThrownBy(() -> PortPlan.settle(settings, var))
                    .satisfies(refusal -> {
                        assertThat(refusal.whatHappened()).startsWith("tika");
                        assertThat(refusal.value())
                                .contains("127.0.0.1:" + taken.getLocalPort())
                                .contains("process " + ProcessHandle.current().pid())
                                .contains("java");
                        assertThat(refusal.whatToDo()).contains("tika.port");
                    });
        }
    }

    @Test
    void aFixedPortIsTakenAsItStandsAndNotRemembered() {
        int free = LoopbackPorts.choose(java.util.Set.of());
        assertThat(PortPlan.settle(TikaSettings.defaults().withPort(free), var))
                .isEqualTo(Map.of(EnginePort.TIKA_HTTP, free));
        assertThat(Files.exists(var.resolve("ports"))).isFalse();
    }

    @Test
    void zeroIsAFreePortThatIsRemembered() {
        CassandraSettings settings = CassandraSettings.forTests();
        Map<EnginePort, Integer> first = PortPlan.settle(settings, var);
        assertThat(first.get(EnginePort.CQL)).isPositive().isNotEqualTo(first.get(EnginePort.STORAGE));
        assertThat(PortPlan.settle(settings, var)).isEqualTo(first);
    }

    @Test
    void aRememberedPortThatIsTakenMeanwhileIsReplaced() throws Exception {
        TikaSettings settings = TikaSettings.forTests();
        int first = PortPlan.settle(settings, var).get(EnginePort.TIKA_HTTP);
        try (ServerSocket taken = listen(first)) {
            int second = PortPlan.settle(settings, var).get(EnginePort.TIKA_HTTP);
            assertThat(second).isNotEqualTo(taken.getLocalPort());
            assertThat(PortPlan.settle(settings, var)).containsValue(second);
        }
    }
}
