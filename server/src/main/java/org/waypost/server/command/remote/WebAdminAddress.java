package org.waypost.server.command.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.waypost.server.command.CommandFailure;
import org.waypost.server.command.ExitCode;
import org.waypost.server.command.Installation;
import org.waypost.server.configuration.reading.PropertiesText;

/**
 * Where WebAdmin listens and what it takes to be let in.
 *
 * @param base address without a path
 * @param loopback whether the peer can only be this machine
 * @param tokenFile file with the administrator's token
 * @param certificates file with the server's own certificate
 */
record WebAdminAddress(URI base, boolean loopback, Path tokenFile, Path certificates) {

    static WebAdminAddress of(Installation installation) {
        Path file = installation.conf().resolve("webadmin.properties");
        try {
            PropertiesText text = PropertiesText.readIfPresent(file);
            if ("false".equals(text.value("enabled").orElse("true"))) {
                throw new CommandFailure(
                        ExitCode.NOT_RUNNING,
                        "WebAdmin is switched off in " + file + ", and this verb needs it.",
                        "Set enabled=true there and restart the server.");
            }
            String host = text.value("host").filter(value -> !value.isEmpty()).orElse("127.0.0.1");
            String reachable =
                    switch (host) {
                        case "0.0.0.0", "*" -> "127.0.0.1";
                        case "::", "[::]" -> "[::1]";
                        default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
                    };
            boolean https = !"false".equals(text.value("https.enabled").orElse("true"));
            String port = text.value("port").orElse("8000");
            boolean loopback =
                    reachable.startsWith("127.") || reachable.equals("localhost") || reachable.equals("[::1]");
            Path certificates = installation.resolve(
                    PropertiesText.readIfPresent(installation.conf().resolve("tls.properties"))
                            .value("certificates")
                            .orElse("file://var/tls/certificates.pem"));
            return new WebAdminAddress(
                    URI.create((https ? "https://" : "http://") + reachable + ":" + port),
                    loopback,
                    installation.var().resolve("webadmin").resolve("token"),
                    certificates);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "The address of the server can't be read: " + e.getMessage(),
                    "Run the command as a user who can read " + installation.conf() + ", or give --conf.");
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "host and port in " + file + " make no address: " + e.getMessage(),
                    "Mend them; waypost config check tells more.");
        }
    }

    Optional<String> token() {
        if (!Files.exists(tokenFile)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "The administrator's token in " + tokenFile + " can't be read by this user.",
                    "Run the command as root or as the user of the server: sudo -u waypost waypost ...");
        }
    }
}
