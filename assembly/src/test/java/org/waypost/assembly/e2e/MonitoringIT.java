package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Endpoint;

/** What an operator's monitoring reads: metrics, health, JMX. */
@ExtendWith(SharedServer.class)
class MonitoringIT {
    private static BundleServer server;

    @BeforeAll
    static void take(BundleServer shared) {
        server = shared;
    }

    @Test
    void metricsAreThereForPrometheus() throws Exception {
        HttpResponse<String> metrics = server.webAdmin().stranger("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("# TYPE").containsPattern("(?m)^jvm_");
    }

    @Test
    void healthIsToldToEveryone() throws Exception {
        HttpResponse<String> health = server.webAdmin().stranger("/healthcheck");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("Cassandra").doesNotContain("unhealthy");
    }

    @Test
    void allElseNeedsTheToken() throws Exception {
        assertThat(server.webAdmin().stranger("/domains").statusCode()).isEqualTo(401);
        assertThat(server.webAdmin().call("GET", "/domains", "").statusCode()).isEqualTo(200);
    }

    @Test
    void jmxTakesTheGeneratedPassword() throws Exception {
        try (JMXConnector connector = connect(credentials())) {
            assertThat(connector.getMBeanServerConnection().queryNames(new ObjectName("org.apache.james:*"), null))
                    .isNotEmpty();
        }
    }

    @Test
    void jmxRefusesOthers() {
        assertThatThrownBy(() -> connect(new String[] {"james-admin", "wrong"}).close())
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> connect(null).close()).isInstanceOf(SecurityException.class);
    }

    /** The address is that of the server under test on the loopback, so nothing of a stranger is deserialized. */
    @SuppressWarnings("BanJNDI")
    private static JMXConnector connect(String[] credentials) throws Exception {
        JMXServiceURL url =
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + server.address(Endpoint.JMX) + "/jmxrmi");
        return JMXConnectorFactory.connect(
                url, credentials == null ? Map.of() : Map.of(JMXConnector.CREDENTIALS, credentials));
    }

    private static String[] credentials() throws Exception {
        try (Stream<Path> files = Files.walk(server.var().resolve("jmx"))) {
            Path file = files.filter(path -> path.toString().contains("password"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(
                            "no password file in " + server.var().resolve("jmx")));
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .findFirst()
                    .orElseThrow()
                    .strip()
                    .split("\\s+", 2);
        }
    }
}
