package org.waypost.server.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCopyTest {
    private static final PortPlan PLAN = plan();

    private final ConfigurationCopy testee = new ConfigurationCopy(PLAN);

    @Test
    void listenersMoveToLoopback() {
        assertThat(testee.movedXml("<a><bind>0.0.0.0:25</bind><!-- kept --><bind> [::]:993,10.0.0.1:143</bind></a>"))
                .isEqualTo("<a><bind>127.0.0.1:40025</bind><!-- kept -->"
                        + "<bind>127.0.0.1:40993,127.0.0.1:40143</bind></a>");
    }

    @Test
    void listenerOnAnUnknownPortIsRefused() {
        assertThatThrownBy(() -> testee.movedXml("<bind>0.0.0.0:2626</bind>")).hasMessageContaining("0.0.0.0:2626");
    }

    @Test
    void portsInPropertiesMove() {
        assertThat(testee.movedProperties("port=8000\n# a port=25 in words\ncassandra.port = 9042\ntimeout=25\n"))
                .isEqualTo("port=48000\n# a port=25 in words\ncassandra.port = 49042\ntimeout=25\n");
    }

    @Test
    void portThatIsOnlyShownAsDefaultIsSet() {
        assertThat(testee.movedProperties("#tika.port=9998\n")).isEqualTo("tika.port=49998\n");
    }

    @Test
    void otherPortsStay() {
        assertThat(testee.movedProperties("graphite.port=2003\n")).isEqualTo("graphite.port=2003\n");
    }

    @Test
    void wildcardAddressesMoveToLoopback() {
        assertThat(testee.movedProperties("host=0.0.0.0\nname=mail.example.org\n"))
                .isEqualTo("host=127.0.0.1\nname=mail.example.org\n");
    }

    @Test
    void publicAddressGetsItsPort() {
        assertThat(testee.movedProperties("base.url=https://localhost\n"))
                .isEqualTo("base.url=https://localhost:40443\n");
    }

    @Test
    void aPortThatTheConfigurationDoesNotNameIsAnError(@TempDir Path from, @TempDir Path to) throws Exception {
        Files.writeString(from.resolve("smtpserver.xml"), "<bind>0.0.0.0:25,0.0.0.0:587</bind>");

        assertThatThrownBy(() -> testee.copy(from, to))
                .hasMessageContaining("Tika (9998)")
                .hasMessageContaining("ManageSieve")
                .hasMessageNotContaining("(587)");
    }

    @Test
    void theConfigurationOfTheBundleNamesEveryPort(@TempDir Path to) throws Exception {
        testee.copy(Path.of(System.getProperty("waypost.root"), "conf"), to);

        assertThat(to.resolve("smtpserver.xml")).content().contains("127.0.0.1:40025");
    }

    private static PortPlan plan() {
        Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            ports.put(endpoint, 40_000 + endpoint.defaultPort());
        }
        return new PortPlan(ports);
    }
}
