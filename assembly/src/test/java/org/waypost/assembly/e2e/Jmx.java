package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.waypost.server.quickstart.Endpoint;

/** Connections to JMX. */
final class Jmx {
    private Jmx() {}

    /** A connection with the generated password, which nobody else can read. */
    static JMXConnector connect(BundleServer server) throws Exception {
        return connect(server, credentials(server));
    }

    /** The address is that of the server under test on the loopback, so nothing of a stranger is deserialized. */
    @SuppressWarnings("BanJNDI")
    static JMXConnector connect(BundleServer server, String[] credentials) throws Exception {
        JMXServiceURL url =
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + server.address(Endpoint.JMX) + "/jmxrmi");
        return JMXConnectorFactory.connect(
                url, credentials == null ? Map.of() : Map.of(JMXConnector.CREDENTIALS, credentials));
    }

    private static String[] credentials(BundleServer server) throws Exception {
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
