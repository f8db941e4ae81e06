package org.waypost.server.command.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.waypost.server.command.doctor.Dns.MailServer;

/** MX, SPF, DKIM and DMARC of one domain. */
final class DomainRecords {
    /** RFC 7208 §4.6.4. */
    private static final int MAXIMUM_LOOKUPS = 10;

    private final Dns dns;
    private final String domain;
    private final String host;
    private final Collection<InetAddress> own;
    private final List<Signing.Selector> selectors;

    DomainRecords(Dns dns, String domain, String host, Collection<InetAddress> own, List<Signing.Selector> selectors) {
        this.dns = dns;
        this.domain = domain;
        this.host = host;
        this.own = own;
        this.selectors = selectors;
    }

    void look(List<Result> results) throws IOException {
        results.add(mx());
        results.add(spf());
        results.add(dkim());
        results.add(dmarc());
    }

    private Result mx() throws IOException {
        String check = "DNS " + domain + " MX";
        String remedy = "Add: " + domain + ". MX 10 " + host + ".";
        List<MailServer> servers = dns.mailServers(domain);
        if (servers.isEmpty()) {
            // RFC 5321 §5.1: without MX the address of the domain itself counts.
            return dns.addresses(domain).stream().anyMatch(own::contains)
                    ? Result.warning(
                            check,
                            "there is none; mail comes only because the domain's own address is this server's",
                            remedy)
                    : Result.error(check, "there is none, so no mail comes", remedy);
        }
        if (servers.stream().anyMatch(server -> server.host().equals("."))) {
            return Result.error(check, "it says that the domain takes no mail (RFC 7505)", remedy);
        }
        List<String> here = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (MailServer server : servers) {
            texts.add(server.preference() + " " + server.host());
            // RFC 2181 §10.3: the name in an MX record must not be an alias.
            if (dns.isAlias(server.host())) {
                return Result.error(
                        check,
                        server.host() + " is an alias (CNAME)",
                        "An MX record must name a host that has an address. " + remedy);
            }
            List<InetAddress> addresses = dns.addresses(server.host());
            if (addresses.isEmpty()) {
                return Result.error(check, server.host() + " has no address", "Add an A record for it. " + remedy);
            }
            if (server.host().equalsIgnoreCase(host) || addresses.stream().anyMatch(own::contains)) {
                here.add(server.host());
            }
        }
        String found = String.join(", ", texts);
        return here.isEmpty()
                ? Result.warning(
                        check,
                        found + "; none of them is this server",
                        "Right when mail comes through a relay. Otherwise: " + remedy)
                : Result.ok(check, found);
    }

    /** RFC 7208. */
    private Result spf() throws IOException {
        String check = "DNS " + domain + " SPF";
        List<String> records = dns.texts(domain).stream()
                .filter(text -> text.toLowerCase(Locale.ROOT).matches("v=spf1( .*)?"))
                .toList();
        if (records.isEmpty()) {
            return Result.warning(
                    check,
                    "there is none, so anybody may send in the name of the domain, and many servers distrust its mail",
                    "Add: " + domain + ". TXT \"v=spf1 mx -all\"");
        }
        if (records.size() > 1) {
            // RFC 7208 §3.2.
            return Result.error(
                    check, "there are " + records.size() + ", which makes all of them invalid", "Keep one.");
        }
        String record = records.get(0).toLowerCase(Locale.ROOT);
        if (record.matches(".*\\s\\+?all(\\s.*)?")) {
            return Result.error(check, record + " allows everybody", "End it with -all or ~all.");
        }
        long lookups = List.of(record.split("\\s+")).stream()
                .filter(term ->
                        term.matches("[+~?-]?(include:.*|a([:/].*)?|mx([:/].*)?|ptr(:.*)?|exists:.*)|redirect=.*"))
                .count();
        if (lookups > MAXIMUM_LOOKUPS) {
            return Result.error(
                    check,
                    record + " needs " + lookups + " questions, 10 are allowed",
                    "Name address blocks (ip4:, ip6:) instead.");
        }
        return record.matches(".*\\s([~-]all|redirect=\\S+)(\\s.*)?")
                ? Result.ok(check, record)
                : Result.warning(check, record + " doesn't say what others are not", "End it with -all or ~all.");
    }

    /** RFC 6376. */
    private Result dkim() throws IOException {
        String check = "DNS " + domain + " DKIM";
        List<Signing.Selector> own = selectors.stream()
                .filter(selector ->
                        selector.domain().isEmpty() || selector.domain().equalsIgnoreCase(domain))
                .toList();
        if (own.isEmpty()) {
            return Result.warning(
                    check,
                    "mail of the domain isn't signed",
                    "Add the mailet DKIMSign to the processor relay in mailetcontainer.xml.");
        }
        for (Signing.Selector selector : own) {
            String name = selector.selector() + "._domainkey." + domain;
            List<String> keys = dns.texts(name);
            if (keys.isEmpty()) {
                return Result.error(
                        check,
                        name + " has no TXT record, so signatures are invalid",
                        "Add the public key: " + name + ". TXT \"v=DKIM1; k=rsa; p=...\"");
            }
            // RFC 6376 §3.6.1: an empty p= means that the key was revoked.
            if (keys.stream().noneMatch(key -> key.replace(" ", "").matches("(.*;)?p=[^;]+(;.*)?"))) {
                return Result.error(check, name + " holds no key: " + keys.get(0), "Add the public key as p=...");
            }
        }
        return Result.ok(check, own.get(0).selector() + "._domainkey." + domain + " holds a key");
    }

    /** RFC 7489. */
    private Result dmarc() throws IOException {
        String check = "DNS " + domain + " DMARC";
        String name = "_dmarc." + domain;
        List<String> records = dns.texts(name).stream()
                .filter(text -> text.replace(" ", "").startsWith("v=DMARC1"))
                .toList();
        if (records.isEmpty()) {
            return Result.warning(
                    check,
                    "there is none; large providers ask for one",
                    "Add: " + name + ". TXT \"v=DMARC1; p=none; rua=mailto:postmaster@" + domain
                            + "\", later p=quarantine or p=reject");
        }
        if (records.size() > 1) {
            // RFC 7489 §6.6.3.
            return Result.error(
                    check, "there are " + records.size() + ", which makes all of them invalid", "Keep one.");
        }
        String record = records.get(0);
        return record.replace(" ", "").matches("(?i)v=DMARC1;(.*;)?p=(none|quarantine|reject)(;.*)?")
                ? Result.ok(check, record)
                : Result.error(check, record + " has no policy", "Add p=none, p=quarantine or p=reject.");
    }
}
