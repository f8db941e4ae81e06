package org.waypost.policy.sender;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.waypost.accounts.network.AddressBlock;
import org.waypost.policy.dns.Dns;
import org.waypost.policy.dns.DnsAnswer;
import org.waypost.policy.dns.RecordType;
import org.waypost.policy.sender.SpfRecord.Directive;

/**
 * One evaluation of SPF: {@code check_host()} of RFC 7208 §4 with all its limits (§4.6.4): 10 terms that ask the DNS, 2 questions
 * that find nothing, 10 names of an MX or a PTR. It waits for the DNS, up to its deadline.
 */
final class SpfEvaluation {
    private static final int MOST_TERMS = 10;
    private static final int MOST_VOIDS = 2;
    private static final int MOST_NAMES = 10;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_DOMAIN = 253;

    private final Dns dns;
    private final Deadline deadline;
    private final InetAddress client;
    private final SpfMacros macros;
    private final RecordType addresses;
    private int terms;
    private int voids;
    private String current;
    private String reason = "";

    SpfEvaluation(Dns dns, Deadline deadline, InetAddress client, String localPart, String senderDomain, String helo) {
        this.dns = dns;
        this.deadline = deadline;
        this.client = client;
        this.current = senderDomain;
        this.addresses = client.getAddress().length == 4 ? RecordType.A : RecordType.AAAA;
        this.macros = new SpfMacros(client, localPart, senderDomain, helo, this::clientName);
    }

    /** Never throws; what went wrong is the result. */
    Verdict run() {
        try {
            return check(current);
        } catch (SpfStop stop) {
            reason = stop.getMessage();
            return stop.verdict();
        }
    }

    /** The term that matched, or what went wrong. */
    String reason() {
        return reason;
    }

    private Verdict check(String domain) throws SpfStop {
        // RFC 7208 §4.3
        if (!isDomain(domain)) {
            reason = "not a domain";
            return Verdict.NONE;
        }
        DnsAnswer answer = ask(domain, RecordType.TXT);
        List<String> records = answer.values().stream().filter(SpfRecord::isOne).toList();
        if (records.size() > 1) {
            throw SpfStop.permanent("more than one record");
        }
        if (records.isEmpty()) {
            reason = "no record";
            return Verdict.NONE;
        }
        String before = current;
        current = domain;
        try {
            return evaluate(SpfRecord.parse(records.get(0)));
        } finally {
            current = before;
        }
    }

    private Verdict evaluate(SpfRecord record) throws SpfStop {
        boolean last = false;
        for (Directive directive : record.directives()) {
            if (matches(directive)) {
                reason = directive.text();
                return directive.verdict();
            }
            last = last || directive.mechanism() == SpfRecord.Mechanism.ALL;
        }
        if (record.redirect().isEmpty() || last) {
            // RFC 7208 §4.7
            reason = "no term matches";
            return Verdict.NEUTRAL;
        }
        countTerm();
        Verdict verdict = check(macros.domain(record.redirect().get(), current));
        if (verdict == Verdict.NONE) {
            // RFC 7208 §6.1
            throw SpfStop.permanent("redirect= to a domain without a record");
        }
        return verdict;
    }

    private boolean matches(Directive directive) throws SpfStop {
        return switch (directive.mechanism()) {
            case ALL -> true;
            case IP ->
                directive.network().filter(block -> block.contains(client)).isPresent();
            case INCLUDE -> included(target(directive));
            case A -> anyAddress(target(directive), directive);
            case MX -> anyExchange(target(directive), directive);
            // RFC 7208 §5.7: an IPv4 address, whatever the client has.
            case EXISTS -> !asked(target(directive), RecordType.A).values().isEmpty();
            case PTR -> anyName(target(directive));
        };
    }

    /** The domain of a term that asks the DNS, and counts it. */
    private String target(Directive directive) throws SpfStop {
        countTerm();
        return directive.domain().isPresent() ? macros.domain(directive.domain().get(), current) : current;
    }

    private boolean included(String domain) throws SpfStop {
        // RFC 7208 §5.2
        return switch (check(domain)) {
            case PASS -> true;
            case FAIL, SOFTFAIL, NEUTRAL -> false;
            case NONE -> throw SpfStop.permanent("include: of a domain without a record");
            case TEMPERROR -> throw SpfStop.temporary("include:");
            case PERMERROR -> throw SpfStop.permanent("include:");
        };
    }

    private boolean anyAddress(String name, Directive directive) throws SpfStop {
        return asked(name, addresses).values().stream().anyMatch(address -> in(address, directive));
    }

    private boolean in(String address, Directive directive) {
        int bits = addresses == RecordType.A ? directive.bits4() : directive.bits6();
        return new AddressBlock(InetAddresses.forString(address), bits).contains(client);
    }

    private boolean anyExchange(String domain, Directive directive) throws SpfStop {
        List<String> exchanges = asked(domain, RecordType.MX).values();
        if (exchanges.size() > MOST_NAMES) {
            throw SpfStop.permanent("more than 10 MX records");
        }
        for (String exchange : exchanges) {
            if (!exchange.isEmpty() && anyAddress(exchange, directive)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyName(String domain) {
        return clientNames().stream().anyMatch(name -> isAtOrBelow(name, domain) && isConfirmed(name));
    }

    /** The value of the macro p (RFC 7208 §7.3). */
    private String clientName() {
        List<String> names = clientNames().stream().filter(this::isConfirmed).toList();
        return names.stream()
                .filter(name -> name.equalsIgnoreCase(current))
                .findFirst()
                .or(() -> names.stream()
                        .filter(name -> isAtOrBelow(name, current))
                        .findFirst())
                .or(() -> names.stream().findFirst())
                .orElse("unknown");
    }

    /** RFC 7208 §5.5: an error of the DNS here means no match. */
    private List<String> clientNames() {
        return deadline.await(dns.ask(SpfMacros.reverse(client), RecordType.PTR)).values().stream()
                .limit(MOST_NAMES)
                .toList();
    }

    private boolean isConfirmed(String name) {
        return deadline.await(dns.ask(name, addresses)).values().stream()
                .anyMatch(address -> InetAddresses.forString(address).equals(client));
    }

    private static boolean isAtOrBelow(String name, String domain) {
        String lower = name.toLowerCase(Locale.ROOT);
        String upper = domain.toLowerCase(Locale.ROOT);
        return lower.equals(upper) || lower.endsWith("." + upper);
    }

    private void countTerm() throws SpfStop {
        if (++terms > MOST_TERMS) {
            throw SpfStop.permanent("more than 10 terms that ask the DNS");
        }
    }

    private DnsAnswer asked(String name, RecordType type) throws SpfStop {
        DnsAnswer answer = ask(name, type);
        if (answer.values().isEmpty() && ++voids > MOST_VOIDS) {
            throw SpfStop.permanent("more than 2 questions to the DNS that find nothing");
        }
        return answer;
    }

    private DnsAnswer ask(String name, RecordType type) throws SpfStop {
        DnsAnswer answer = deadline.await(dns.ask(name, type));
        if (answer.failed()) {
            throw SpfStop.temporary("no answer for " + type + " of " + name.replaceAll("[^A-Za-z0-9._-]", "?"));
        }
        return answer;
    }

    private static boolean isDomain(String name) {
        String[] labels = name.split("\\.", -1);
        if (name.length() > LONGEST_DOMAIN || labels.length < 2) {
            return false;
        }
        for (String label : labels) {
            if (label.isEmpty() || label.length() > LONGEST_LABEL) {
                return false;
            }
        }
        return true;
    }
}
