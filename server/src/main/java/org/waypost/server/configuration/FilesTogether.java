package org.waypost.server.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.waypost.server.configuration.pipeline.PipelineCheck;
import org.waypost.server.configuration.reading.PropertiesText;
import org.waypost.server.configuration.reading.XmlNode;
import org.waypost.server.configuration.reading.XmlText;

/** Rules that no single value breaks: what files say together. */
final class FilesTogether {
    private final Path conf;
    private final List<Finding> findings = new ArrayList<>();

    private FilesTogether(Path conf) {
        this.conf = conf;
    }

    static List<Finding> check(Path conf, Set<String> present, List<Finding> before) {
        FilesTogether rules = new FilesTogether(conf);
        Predicate<String> sound =
                file -> before.stream().noneMatch(finding -> finding.file().equals(file) && finding.refuses());
        rules.ports();
        rules.openHttp();
        rules.tlsFiles();
        rules.countryFile();
        if (sound.test("engines.properties")) {
            rules.externalEngines();
        }
        if (sound.test("usersrepository.xml")) {
            rules.ldap();
        }
        if (sound.test("mailetcontainer.xml") && present.contains("mailetcontainer.xml")) {
            rules.findings.addAll(pipeline(conf.resolve("mailetcontainer.xml"), conf));
        }
        if (!present.contains("mailetcontainer.xml")) {
            rules.findings.add(
                    Finding.error("mailetcontainer.xml", 0, "", "", "the file is missing: no mail could be delivered"));
        }
        if (!present.contains("usersrepository.xml")) {
            rules.findings.add(
                    Finding.error("usersrepository.xml", 0, "", "", "the file is missing: nobody could log in"));
        }
        return rules.findings;
    }

    /** What a pipeline that its schema found sound says together with the folder. */
    static List<Finding> pipeline(Path file, Path conf) {
        boolean jmap = Files.isRegularFile(conf.resolve("jmap.properties"))
                && !"false"
                        .equals(properties(conf, "jmap.properties")
                                .value("enabled")
                                .orElse("true"));
        return PipelineCheck.check(file, "mailetcontainer.xml", jmap);
    }

    private void ports() {
        List<DeclaredListener> listeners = DeclaredListeners.read(conf).stream()
                .filter(DeclaredListener::enabled)
                .toList();
        for (int i = 0; i < listeners.size(); i++) {
            for (int j = 0; j < i; j++) {
                DeclaredListener one = listeners.get(i);
                DeclaredListener other = listeners.get(j);
                if (one.collides(other)) {
                    findings.add(Finding.error(
                            one.file(),
                            one.line(),
                            one.name(),
                            one.host() + ":" + one.port(),
                            "this port is already taken by " + other.name() + " in " + other.file()
                                    + (other.line() > 0 ? ":" + other.line() : "") + "; expected a port of its own"));
                }
            }
        }
    }

    /** Credentials must not travel in clear text (RFC 8314 §3). */
    private void openHttp() {
        DeclaredListeners.read(conf).stream()
                .filter(listener -> listener.enabled() && !listener.loopback())
                .forEach(listener -> {
                    PropertiesText text = properties(listener.file());
                    switch (listener.name()) {
                        case "webadmin" -> clear(text, listener, "https.enabled");
                        case "jmx" ->
                            findings.add(Finding.warning(
                                    listener.file(),
                                    text.lineOf("jmx.address"),
                                    "jmx.address",
                                    listener.host(),
                                    "JMX sends its password in clear text; expected an address on loopback"));
                        default -> {
                            // Mail protocols refuse authentication without TLS themselves.
                        }
                    }
                });
    }

    private void clear(PropertiesText text, DeclaredListener listener, String key) {
        if ("false".equals(text.value(key).orElse("true"))) {
            findings.add(Finding.error(
                    listener.file(),
                    text.lineOf(key),
                    key,
                    "false",
                    "passwords would travel in clear text on " + listener.host()
                            + "; expected true, or host=127.0.0.1"));
        }
    }

    private void tlsFiles() {
        PropertiesText tls = properties("tls.properties");
        if (tls.value("privateKey").isPresent() != tls.value("certificates").isPresent()) {
            String there = tls.value("privateKey").isPresent() ? "privateKey" : "certificates";
            findings.add(Finding.error(
                    "tls.properties",
                    tls.lineOf(there),
                    there,
                    tls.value(there).orElse(""),
                    "expected privateKey and certificates, or neither"));
        }
        for (String key : List.of("privateKey", "certificates")) {
            readable(tls, "tls.properties", key, "a PEM file");
        }
    }

    private void countryFile() {
        readable(properties("country.properties"), "country.properties", "database", "an MMDB file");
    }

    private void readable(PropertiesText text, String file, String key, String expected) {
        text.value(key)
                .flatMap(this::checkable)
                .filter(path -> !Files.isReadable(path))
                .ifPresent(path -> findings.add(Finding.error(
                        file,
                        text.lineOf(key),
                        key,
                        text.value(key).orElse(""),
                        (Files.exists(path) ? path + " can't be read by this user" : path + " doesn't exist")
                                + "; expected " + expected + " that the user of the server can read")));
    }

    /** Files under var are made by the server; those in conf and those with an absolute path must be there. */
    private Optional<Path> checkable(String url) {
        if (url.startsWith("file://conf/")) {
            return Optional.of(conf.resolve(url.substring("file://conf/".length())));
        }
        if (url.startsWith("file:///")) {
            return Optional.of(Path.of(url.substring("file://".length())));
        }
        return url.startsWith("/") ? Optional.of(Path.of(url)) : Optional.empty();
    }

    private void externalEngines() {
        PropertiesText engines = properties("engines.properties");
        needs(engines, "cassandra", "cassandra.contact.points");
        needs(engines, "cassandra", "cassandra.datacenter");
        needs(engines, "opensearch", "opensearch.hosts");
        needs(engines, "tika", "tika.url");
        for (String engine : List.of("cassandra", "opensearch")) {
            if (engines.value(engine + ".password").isPresent()
                    && engines.value(engine + ".password.file").isPresent()) {
                findings.add(Finding.error(
                        "engines.properties",
                        engines.lineOf(engine + ".password.file"),
                        engine + ".password.file",
                        engines.value(engine + ".password.file").orElse(""),
                        engine + ".password is set too; expected one of them"));
            }
        }
    }

    private void needs(PropertiesText engines, String engine, String key) {
        if ("external".equals(engines.value(engine + ".mode").orElse("local"))
                && engines.value(key).filter(value -> !value.isEmpty()).isEmpty()) {
            findings.add(Finding.error(
                    "engines.properties",
                    engines.lineOf(engine + ".mode"),
                    engine + ".mode",
                    "external",
                    "an external " + engine + " needs " + key + " too"));
        }
    }

    private void ldap() {
        Path file = conf.resolve("usersrepository.xml");
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            XmlNode users = XmlText.read(file);
            if (!users.attribute("class").orElse("").contains("LDAP")) {
                return;
            }
            for (String attribute : List.of("ldapHost", "userBase", "userIdAttribute", "userObjectClass")) {
                if (users.attribute(attribute).isEmpty()) {
                    findings.add(Finding.error(
                            "usersrepository.xml",
                            users.line(),
                            "usersrepository@" + attribute,
                            "",
                            "missing; the LDAP repository needs it"));
                }
            }
        } catch (IOException | XmlText.NotWellFormed e) {
            throw new IllegalStateException("usersrepository.xml changed while it was checked", e);
        }
    }

    private PropertiesText properties(String file) {
        return properties(conf, file);
    }

    private static PropertiesText properties(Path conf, String file) {
        try {
            return PropertiesText.readIfPresent(conf.resolve(file));
        } catch (IOException e) {
            // The schema check of this file reports it.
            return new PropertiesText(List.of());
        }
    }
}
