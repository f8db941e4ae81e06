package org.waypost.server.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.waypost.server.configuration.reading.PropertiesText;

/** The public name of the server: that of waypost.properties, of tls.properties, or of the machine. */
public final class PublicName {
    private PublicName() {}

    /** Reads the name. */
    public static String of(Installation installation) throws IOException {
        String name = PropertiesText.readIfPresent(installation.conf().resolve("waypost.properties"))
                .value("hostname")
                .orElse("auto");
        if (!name.equals("auto")) {
            return name;
        }
        return PropertiesText.readIfPresent(installation.conf().resolve("tls.properties"))
                .value("hostName")
                .orElseGet(PublicName::ofMachine);
    }

    private static String ofMachine() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            // The machine doesn't know its own name.
            return "localhost";
        }
    }
}
