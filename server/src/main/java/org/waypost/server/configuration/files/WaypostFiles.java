package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.List;
import org.waypost.server.configuration.schema.Element;
import org.waypost.server.configuration.schema.PropertiesSchema;
import org.waypost.server.configuration.schema.Values;
import org.waypost.server.configuration.schema.XmlSchema;

/** The server as a whole: names, healing, resolver, health checks, JMX and extensions. */
final class WaypostFiles {
    static final PropertiesSchema WAYPOST = new PropertiesSchema(
            "waypost.properties",
            "The server as a whole.",
            List.of(
                    optional(
                            "hostname",
                            Values.host().or("auto"),
                            "auto: the name of the machine",
                            "Public name of this server, in greetings and in EHLO; the doctor compares the DNS with"
                                    + " it."),
                    optional(
                            "healing.period",
                            Values.duration("seconds").or("never"),
                            "1h",
                            "How often mailbox and quota counters are recomputed."),
                    optional(
                            "healing.after.unclean.stop",
                            Values.bool(),
                            "true",
                            "Whether counters of touched mailboxes are recomputed after an unclean stop and when Cassandra was away."),
                    optional(
                            "expiry.hour",
                            Values.integer(0, 23).or("never"),
                            "3",
                            "Hour of the day, in the server's time zone, at which old messages are deleted."),
                    optional(
                            "expiry.batch",
                            Values.integer(1, 1000),
                            "100",
                            "How many old messages one request deletes at most; four are under way at once."),
                    optional(
                            "expiry.most.per.second",
                            Values.integer(1, 100_000),
                            "500",
                            "How many old messages are deleted in a second at most, so that delivery goes on"
                                    + " beside."),
                    optional(
                            "challenge.digest.at",
                            Values.matching("([01]\\d|2[0-3]):[0-5]\\d", "a time of the day such as 06:00"),
                            "06:00",
                            "From when on in a day, by the clock of the machine, users get the list of mail that waits for its"
                                    + " sender."),
                    optional(
                            "challenge.round.period",
                            Values.duration("seconds"),
                            "10m",
                            "How often it is looked for such mail whose time is over and for digests that are due.")));

    static final PropertiesSchema JVM = new PropertiesSchema(
            "jvm.properties",
            "Memory and flags of the server's own Java; read by the launch script.",
            List.of(
                    optional(
                            "heap",
                            Values.matching("\\d+[kKmMgG]?", "a size such as 768m or 2g"),
                            "1g",
                            "Largest heap of the server."),
                    optional("options", Values.any(), "none", "Further flags, separated by spaces.")));

    static final XmlSchema DNS = new XmlSchema(
            "dnsservice.xml",
            "How the server asks the DNS.",
            Element.group("dnsservice", "Resolver.")
                    .with(
                            Element.value(
                                    "autodiscover",
                                    Values.bool(),
                                    "true",
                                    "Whether the servers in /etc/resolv.conf are asked."),
                            Element.group("servers", "Servers to ask after those found.")
                                    .with(Element.value(
                                                    "server", Values.host(), "", "Address of a DNS server, port 53.")
                                            .many()),
                            Element.group("searchpaths", "Domains appended to short names.")
                                    .with(Element.value("searchpath", Values.domain(), "", "A domain.")
                                            .many()),
                            Element.value(
                                    "authoritative",
                                    Values.bool(),
                                    "false",
                                    "Whether only answers of an authoritative server are taken."),
                            Element.value(
                                    "maxcachesize",
                                    Values.integer(1, Integer.MAX_VALUE),
                                    "50000",
                                    "How many answers are remembered."),
                            Element.value(
                                    "negativeCacheTTL",
                                    Values.integer(-1, Integer.MAX_VALUE),
                                    "-1: as the answer says",
                                    "How long, in seconds, it is remembered that a name doesn't exist."),
                            Element.value(
                                    "setAsDNSJavaDefault",
                                    Values.bool(),
                                    "true",
                                    "Whether libraries that ask the DNS themselves use this resolver too."),
                            Element.value(
                                    "verbose",
                                    Values.bool(),
                                    "false",
                                    "Whether every question is written to stdout.")));

    static final PropertiesSchema HEALTH = new PropertiesSchema(
            "healthcheck.properties",
            "Checks that the server runs on itself.",
            List.of(
                    optional(
                            "healthcheck.period",
                            Values.duration("milliseconds"),
                            "60s",
                            "How often all checks run; 10s at least. A check that isn't healthy is logged."),
                    optional(
                            "additional.healthchecks",
                            Values.className().list().orEmpty(),
                            "none",
                            "Classes of further checks, from jars beside the server's."),
                    optional(
                            "reception.check.user",
                            Values.mailAddress(),
                            "none: no such check",
                            "A user to whom a mail is sent and read back at each check; make one for this."),
                    optional(
                            "reception.check.timeout",
                            Values.duration("seconds"),
                            "1 minute",
                            "How long that mail may take.")));

    static final PropertiesSchema JMX = new PropertiesSchema(
            "jmx.properties",
            "JMX, for tools that look into a running Java program. The password is generated at first start.",
            List.of(
                    optional("jmx.enabled", Values.bool(), "true", "Whether there is a JMX listener."),
                    optional("jmx.address", Values.host(), "localhost", "Address to listen on; keep it on loopback."),
                    optional("jmx.port", Values.port(), "9999", "Port to listen on.")));

    static final PropertiesSchema EXTENSIONS = new PropertiesSchema(
            "extensions.properties",
            "Own Guice modules, from jars beside the server's.",
            List.of(
                    optional(
                            "guice.extension.module",
                            Values.className().list().orEmpty(),
                            "none",
                            "Modules whose bindings are added to those for mailets, listeners and routes."),
                    optional(
                            "guice.extension.startable",
                            Values.className().list().orEmpty(),
                            "none",
                            "Classes to start with the server."),
                    optional(
                            "guice.extension.task",
                            Values.className().list().orEmpty(),
                            "none",
                            "Modules that declare tasks.")));

    private WaypostFiles() {}
}
