package org.waypost.assembly.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.waypost.server.quickstart.Endpoint;

/** A connection to JMX of a server with the password that it has generated. */
final class Managed implements AutoCloseable {
    private final JMXConnector connector;

    private Managed(JMXConnector connector) {
        this.connector = connector;
    }

    /** The address is that of the server under test on the loopback, so nothing of a stranger is deserialized. */
    @SuppressWarnings("BanJNDI")
    static Managed connect(BundleServer server) throws Exception {
        Path file = server.var().resolve("jmx/jmxremote.password");
        String[] credentials = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .orElseThrow()
                .strip()
                .split("\\s+", 2);
        JMXServiceURL url =
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + server.address(Endpoint.JMX) + "/jmxrmi");
        return new Managed(JMXConnectorFactory.connect(url, Map.of(JMXConnector.CREDENTIALS, credentials)));
    }

    MBeanServerConnection beans() throws Exception {
        return connector.getMBeanServerConnection();
    }

    @Override
    public void close() throws Exception {
        connector.close();
    }
}
