package org.waypost.server.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waypost.server.configuration.DeclaredListener.Owner;
import org.waypost.server.configuration.reading.PropertiesText;
import org.waypost.server.configuration.reading.XmlNode;
import org.waypost.server.configuration.reading.XmlText;

/** Reads which TCP listeners a conf folder asks for. Values that don't parse are left out: the schema reports them. */
public final class DeclaredListeners {
    private static final Map<String, String> MAIL = Map.of(
            "smtpserver.xml", "smtpserver",
            "lmtpserver.xml", "lmtpserver",
            "imapserver.xml", "imapserver",
            "pop3server.xml", "pop3server",
            "managesieveserver.xml", "managesieveserver");

    private DeclaredListeners() {}

    /** All listeners, in the order of file names. */
    public static List<DeclaredListener> read(Path conf) {
        List<DeclaredListener> listeners = new ArrayList<>();
        MAIL.keySet().stream().sorted().forEach(file -> mail(conf.resolve(file), MAIL.get(file), listeners));
        web(conf, "webadmin.properties", "webadmin", "host", "127.0.0.1", "port", "8000", listeners);
        web(conf, "jmap.properties", "jmap", "jmap.host", "0.0.0.0", "jmap.port", "8443", listeners);
        PropertiesText jmap = properties(conf.resolve("jmap.properties"));
        jmap.value("jmap.plain.port")
                .ifPresent(port -> add(
                        listeners,
                        "jmap.properties",
                        jmap.lineOf("jmap.plain.port"),
                        "jmap-plain",
                        jmap.value("jmap.plain.host").orElse("127.0.0.1"),
                        port,
                        !"false".equals(jmap.value("enabled").orElse("true")),
                        Owner.SERVER));
        web(conf, "public.properties", "public", "host", "0.0.0.0", "port", "443", listeners);
        PropertiesText jmx = properties(conf.resolve("jmx.properties"));
        if (!"false".equals(jmx.value("jmx.enabled").orElse("true"))) {
            add(
                    listeners,
                    "jmx.properties",
                    jmx.lineOf("jmx.port"),
                    "jmx",
                    jmx.value("jmx.address").orElse("localhost"),
                    jmx.value("jmx.port").orElse("9999"),
                    true,
                    Owner.SERVER);
        }
        PropertiesText engines = properties(conf.resolve("engines.properties"));
        engine(engines, "cassandra", "cassandra.port", "9042", listeners);
        engine(engines, "cassandra", "cassandra.storage.port", "7000", listeners);
        engine(engines, "opensearch", "opensearch.port", "9200", listeners);
        engine(engines, "opensearch", "opensearch.transport.port", "9300", listeners);
        engine(engines, "tika", "tika.port", "9998", listeners);
        return List.copyOf(listeners);
    }

    private static void mail(Path file, String element, List<DeclaredListener> listeners) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        XmlNode root;
        try {
            root = XmlText.read(file);
        } catch (IOException | XmlText.NotWellFormed e) {
            // The schema check of this file reports it.
            return;
        }
        root.children(element).forEach(node -> {
            boolean enabled = !"false".equals(node.attribute("enabled").orElse("true"));
            String name = node.textOf("jmxName").orElse(element);
            int line = node.child("bind").map(XmlNode::line).orElse(node.line());
            for (String bind : node.textOf("bind").orElse("").split(",", -1)) {
                int colon = bind.lastIndexOf(':');
                if (colon > 0) {
                    add(
                            listeners,
                            file.getFileName().toString(),
                            line,
                            name,
                            bind.substring(0, colon).strip(),
                            bind.substring(colon + 1).strip(),
                            enabled,
                            Owner.SERVER);
                }
            }
        });
    }

    private static void web(
            Path conf,
            String file,
            String name,
            String hostKey,
            String host,
            String portKey,
            String port,
            List<DeclaredListener> listeners) {
        PropertiesText text = properties(conf.resolve(file));
        boolean enabled = Files.isRegularFile(conf.resolve(file))
                && !"false".equals(text.value("enabled").orElse("true"));
        add(
                listeners,
                file,
                text.lineOf(portKey),
                name,
                text.value(hostKey).orElse(host),
                text.value(portKey).orElse(port),
                enabled,
                Owner.SERVER);
    }

    private static void engine(
            PropertiesText engines, String engine, String key, String port, List<DeclaredListener> listeners) {
        boolean local = "local".equals(engines.value(engine + ".mode").orElse("local"));
        String name = key.equals(engine + ".port") ? engine : key.substring(0, key.length() - ".port".length());
        add(
                listeners,
                "engines.properties",
                engines.lineOf(key),
                name,
                "127.0.0.1",
                engines.value(key).orElse(port),
                local,
                Owner.ENGINE);
    }

    private static void add(
            List<DeclaredListener> listeners,
            String file,
            int line,
            String name,
            String host,
            String port,
            boolean enabled,
            Owner owner) {
        if (port.matches("\\d{1,5}")) {
            listeners.add(new DeclaredListener(file, line, name, host, Integer.parseInt(port), enabled, owner));
        }
    }

    private static PropertiesText properties(Path file) {
        try {
            return PropertiesText.readIfPresent(file);
        } catch (IOException e) {
            // The schema check of this file reports it.
            return new PropertiesText(List.of());
        }
    }
}
