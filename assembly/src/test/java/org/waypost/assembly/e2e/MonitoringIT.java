package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
        try (JMXConnector connector = Jmx.connect(server)) {
            assertThat(connector.getMBeanServerConnection().queryNames(new ObjectName("org.apache.james:*"), null))
                    .isNotEmpty();
        }
    }

    @Test
    void jmxShowsEveryConcernAndTellsFailuresInWords() throws Exception {
        try (JMXConnector connector = Jmx.connect(server)) {
            MBeanServerConnection jmx = connector.getMBeanServerConnection();

            assertThat(jmx.queryNames(new ObjectName("org.waypost:*"), null))
                    .extracting(name -> name.getKeyProperty("type"))
                    .containsExactlyInAnyOrder(
                            "accounts",
                            "autoReply",
                            "challenge",
                            "country",
                            "expiry",
                            "folders",
                            "forward",
                            "mailets",
                            "quotas",
                            "routes",
                            "rules",
                            "senders",
                            "welcome");
            assertThatThrownBy(() -> jmx.invoke(
                            new ObjectName("org.waypost:type=accounts"),
                            "said",
                            new Object[] {"user:nobody@example.test"},
                            new String[] {String.class.getName()}))
                    .hasMessageContaining("there is no user nobody@example.test");
        }
    }

    @Test
    void jmxRefusesOthers() {
        assertThatThrownBy(() -> Jmx.connect(server, new String[] {"james-admin", "wrong"})
                        .close())
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> Jmx.connect(server, null).close()).isInstanceOf(SecurityException.class);
    }
}
