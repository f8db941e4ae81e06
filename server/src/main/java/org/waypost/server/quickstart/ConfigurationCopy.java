package org.waypost.server.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies a configuration folder, moving every listener to loopback and to the port of a plan. All else stays as it is, so
 * what is tried is what is shipped.
 */
public final class ConfigurationCopy {
    private static final Pattern BIND = Pattern.compile("(<bind>)([^<]*)(</bind>)");
    private static final Pattern PROPERTY =
            Pattern.compile("(?m)^(#?)([A-Za-z0-9_.-]*(?:[pP]ort))([ \\t]*=[ \\t]*)(\\d+)[ \\t]*$");
    private static final Pattern WILDCARD =
            Pattern.compile("(?m)^([A-Za-z0-9_.-]+[ \\t]*=[ \\t]*)(?:0\\.0\\.0\\.0|::)[ \\t]*$");
    private static final Pattern LOCAL_URL =
            Pattern.compile("(?m)^(#?)([A-Za-z0-9_.-]+[ \\t]*=[ \\t]*https://localhost)(?::(\\d+))?(/?)[ \\t]*$");

    private final PortPlan plan;
    private final Set<Endpoint> moved = EnumSet.noneOf(Endpoint.class);

    public ConfigurationCopy(PortPlan plan) {
        this.plan = plan;
    }

    /**
     * Copies all files of one folder to another, which is made when missing.
     *
     * @throws IllegalStateException when the configuration does not name the port of some endpoint: it would stay on its
     *     default port
     */
    public void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            throw new IllegalStateException(
                    "There is no configuration in " + from + "; expected the conf folder of a bundle");
        }
        Files.createDirectories(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                copyFile(file, target);
            }
        }
        Set<Endpoint> missing = EnumSet.complementOf(EnumSet.copyOf(moved));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("The configuration in " + from + " does not name the port of "
                    + missing.stream()
                            .map(endpoint -> endpoint.title() + " (" + endpoint.defaultPort() + ")")
                            .collect(Collectors.joining(", ")));
        }
    }

    private void copyFile(Path file, Path target) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".xml")) {
            Files.writeString(target, movedXml(Files.readString(file)));
        } else if (name.endsWith(".properties")) {
            Files.writeString(target, movedProperties(Files.readString(file)));
        } else {
            Files.write(target, Files.readAllBytes(file));
        }
    }

    /** The text with every {@code <bind>} list on loopback and on the ports of the plan. */
    String movedXml(String text) {
        return BIND.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1)
                        + Stream.of(match.group(2).split(","))
                                .map(this::movedAddress)
                                .collect(Collectors.joining(","))
                        + match.group(3)));
    }

    /** The text with every port of the plan in place of the default one, commented defaults included. */
    String movedProperties(String text) {
        String ports = PROPERTY.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(PortPlan.byDefaultPort(Integer.parseInt(match.group(4)))
                        .map(endpoint -> match.group(2) + match.group(3) + port(endpoint))
                        .orElseGet(match::group)));
        String addresses = WILDCARD.matcher(ports).replaceAll(match -> match.group(1) + "127.0.0.1");
        return LOCAL_URL
                .matcher(addresses)
                .replaceAll(match -> Matcher.quoteReplacement(
                        PortPlan.byDefaultPort(match.group(3) == null ? 443 : Integer.parseInt(match.group(3)))
                                .map(endpoint -> match.group(2) + ":" + port(endpoint) + match.group(4))
                                .orElseGet(match::group)));
    }

    private String movedAddress(String address) {
        String trimmed = address.trim();
        int colon = trimmed.lastIndexOf(':');
        if (colon < 0) {
            return trimmed;
        }
        int number = Integer.parseInt(trimmed.substring(colon + 1));
        return PortPlan.byDefaultPort(number)
                .map(endpoint -> "127.0.0.1:" + port(endpoint))
                .orElseThrow(
                        () -> new IllegalStateException(
                                "<bind>" + address
                                        + "</bind> names a port that no endpoint of the quickstart has; expected one of the default ports"));
    }

    private int port(Endpoint endpoint) {
        moved.add(endpoint);
        return plan.port(endpoint);
    }
}
