package org.waypost.server.command.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.server.configuration.reading.XmlNode;
import org.waypost.server.configuration.reading.XmlText;

/** Reads from mailetcontainer.xml with which DKIM selectors mail is signed. */
final class Signing {
    private static final Pattern TAG = Pattern.compile("(?:^|;)\\s*([sd])\\s*=\\s*([^;\\s]+)");

    private Signing() {}

    /** A selector and the domain that signs (RFC 6376 §3.1). */
    record Selector(String selector, String domain) {}

    static List<Selector> selectors(Path conf) throws IOException {
        Path file = conf.resolve("mailetcontainer.xml");
        List<Selector> selectors = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            try {
                collect(XmlText.read(file), selectors);
            } catch (XmlText.NotWellFormed e) {
                throw new IOException(file + " isn't well-formed: " + e.getMessage(), e);
            }
        }
        return selectors;
    }

    private static void collect(XmlNode node, List<Selector> selectors) {
        if (node.name().equals("mailet") && node.attribute("class").orElse("").endsWith("DKIMSign")) {
            node.textOf("signatureTemplate").ifPresent(template -> {
                String selector = "";
                String domain = "";
                Matcher matcher = TAG.matcher(template);
                while (matcher.find()) {
                    if (matcher.group(1).equals("s")) {
                        selector = matcher.group(2);
                    } else {
                        domain = matcher.group(2);
                    }
                }
                selectors.add(new Selector(selector, domain));
            });
        }
        node.children().forEach(child -> collect(child, selectors));
    }
}
