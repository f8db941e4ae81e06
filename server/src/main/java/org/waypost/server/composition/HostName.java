package org.waypost.server.composition;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The public name of this server: {@code hostname} of {@code waypost.properties}, unless that is {@code auto}. */
public final class HostName {
    private static final String AUTOMATIC = "auto";

    private HostName() {}

    /** The name of the machine. */
    public static String ofMachine() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            // The machine doesn't know its own name.
            return "localhost";
        }
    }

    /** The name that the operator chose; absent when each part finds the name of the machine itself. */
    public static Optional<String> chosen(Path conf) throws IOException {
        Path file = conf.resolve("waypost.properties");
        Properties values = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            }
        }
        String name = values.getProperty("hostname", AUTOMATIC).trim();
        return name.isEmpty() || name.equals(AUTOMATIC) ? Optional.empty() : Optional.of(name);
    }
}
