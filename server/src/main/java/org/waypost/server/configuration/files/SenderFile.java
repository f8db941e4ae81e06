package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.List;
import org.waypost.server.configuration.schema.PropertiesSchema;
import org.waypost.server.configuration.schema.Values;

/** The checks of senders. */
final class SenderFile {
    static final PropertiesSchema SENDER = new PropertiesSchema(
            "sender.properties",
            "Checks of who sends: SPF (RFC 7208) and DKIM (RFC 6376).",
            List.of(
                    optional("spf", Values.bool(), "true", "Whether SPF is asked."),
                    optional("dkim", Values.bool(), "true", "Whether signatures are verified."),
                    optional(
                            "deadline.spf",
                            Values.duration("seconds"),
                            "10s",
                            "How long SPF may take, up to 1m; then it is temperror."),
                    optional(
                            "deadline.dkim",
                            Values.duration("seconds"),
                            "10s",
                            "How long the keys of signatures may take, up to 1m; then they are temperror."),
                    optional("deadline.total", Values.duration("seconds"), "15s", "How long both may take, up to 1m."),
                    optional(
                            "trusted",
                            Values.addressBlock().list(),
                            "none",
                            "Clients that aren't checked, such as relays that have checked already."),
                    optional("skip.domains", Values.domain().list(), "none", "Domains of senders that aren't checked."),
                    optional("received.spf", Values.bool(), "false", "Whether Received-SPF is written too."),
                    optional(
                            "dns.servers",
                            Values.matching(
                                            "(\\[[0-9a-fA-F:.]+]|[0-9.]+)(:\\d{1,5})?|[0-9a-fA-F:]{2,}",
                                            "an IP address, with or without a port")
                                    .list(),
                            "those of dnsservice.xml",
                            "DNS servers to ask."),
                    optional(
                            "dns.timeout",
                            Values.duration("seconds"),
                            "3s",
                            "How long one server has for one try, up to 1m."),
                    optional("dns.cache", Values.integer(0, 10_000_000), "50000", "How many answers are remembered.")));

    private SenderFile() {}
}
