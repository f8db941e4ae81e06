package org.waypost.policy.sender;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.accounts.network.AddressBlock;

/**
 * A record of SPF, read whole before any of it counts (RFC 7208 §4.6).
 *
 * @param directives in their order
 * @param redirect   where to go on when none matches
 */
record SpfRecord(List<Directive> directives, Optional<String> redirect) {

    /** What a directive compares. */
    enum Mechanism {
        ALL,
        INCLUDE,
        A,
        MX,
        PTR,
        EXISTS,
        IP
    }

    /**
     * One directive.
     *
     * @param verdict   the result when it matches
     * @param mechanism what it compares
     * @param domain    its domain-spec, not yet expanded; empty for the domain at hand
     * @param network   for {@link Mechanism#IP}; absent for a network in which no client can be
     * @param bits4     how many leading bits of an IPv4 address count
     * @param bits6     how many of an IPv6 address
     * @param text      as it stands in the record
     */
    record Directive(
            Verdict verdict,
            Mechanism mechanism,
            Optional<String> domain,
            Optional<AddressBlock> network,
            int bits4,
            int bits6,
            String text) {}

    private static final String VERSION = "v=spf1";
    private static final Pattern MODIFIER = Pattern.compile("([a-z][a-z0-9._-]*)=(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOSTS = Pattern.compile(
            "(a|mx)(?::(.+?))?(?:/(0|[1-9]\\d{0,2}))?(?://(0|[1-9]\\d{0,2}))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED = Pattern.compile("(include|exists|ptr):(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NETWORK =
            Pattern.compile("ip([46]):([0-9a-f.:]+)(?:/(0|[1-9]\\d{0,2}))?", Pattern.CASE_INSENSITIVE);

    /** RFC 7208 §4.5: whether a TXT record is one of SPF. */
    static boolean isOne(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals(VERSION) || lower.startsWith(VERSION + " ");
    }

    /** @throws SpfStop with permerror for anything that the grammar does not allow */
    static SpfRecord parse(String text) throws SpfStop {
        List<Directive> directives = new ArrayList<>();
        Optional<String> redirect = Optional.empty();
        Set<String> once = new HashSet<>();
        for (String term : text.substring(VERSION.length()).split(" +")) {
            if (term.isEmpty()) {
                continue;
            }
            Matcher modifier = MODIFIER.matcher(term);
            if (!modifier.matches()) {
                directives.add(directive(term));
                continue;
            }
            String name = modifier.group(1).toLowerCase(Locale.ROOT);
            boolean known = name.equals("redirect") || name.equals("exp");
            // RFC 7208 §6: each of the two at most once; others are let pass when they are macro-strings.
            if (known && !once.add(name)) {
                throw SpfStop.permanent("more than one " + name + "=");
            }
            if (known ? !SpfMacros.isDomain(modifier.group(2)) : !SpfMacros.isText(modifier.group(2))) {
                throw SpfStop.permanent("syntax error in " + shown(term));
            }
            if (name.equals("redirect")) {
                redirect = Optional.of(modifier.group(2));
            }
        }
        return new SpfRecord(List.copyOf(directives), redirect);
    }

    private static Directive directive(String term) throws SpfStop {
        Verdict verdict =
                switch (term.charAt(0)) {
                    case '-' -> Verdict.FAIL;
                    case '~' -> Verdict.SOFTFAIL;
                    case '?' -> Verdict.NEUTRAL;
                    default -> Verdict.PASS;
                };
        String body = "+-~?".indexOf(term.charAt(0)) < 0 ? term : term.substring(1);
        if (body.equalsIgnoreCase("all")) {
            return new Directive(verdict, Mechanism.ALL, Optional.empty(), Optional.empty(), 32, 128, term);
        }
        if (body.equalsIgnoreCase("ptr")) {
            return new Directive(verdict, Mechanism.PTR, Optional.empty(), Optional.empty(), 32, 128, term);
        }
        Matcher named = NAMED.matcher(body);
        if (named.matches()) {
            Mechanism mechanism = Mechanism.valueOf(named.group(1).toUpperCase(Locale.ROOT));
            return new Directive(
                    verdict, mechanism, Optional.of(domain(named.group(2), term)), Optional.empty(), 32, 128, term);
        }
        Matcher hosts = HOSTS.matcher(body);
        if (hosts.matches()) {
            return hosts(verdict, hosts, term);
        }
        Matcher network = NETWORK.matcher(body);
        if (network.matches()) {
            return network(verdict, network, term);
        }
        throw SpfStop.permanent("syntax error in " + shown(term));
    }

    private static Directive hosts(Verdict verdict, Matcher hosts, String term) throws SpfStop {
        Optional<String> domain = Optional.ofNullable(hosts.group(2));
        if (domain.isPresent()) {
            domain(domain.get(), term);
        }
        return new Directive(
                verdict,
                Mechanism.valueOf(hosts.group(1).toUpperCase(Locale.ROOT)),
                domain,
                Optional.empty(),
                bits(hosts.group(3), 32, term),
                bits(hosts.group(4), 128, term),
                term);
    }

    private static Directive network(Verdict verdict, Matcher network, String term) throws SpfStop {
        boolean six = network.group(1).equals("6");
        String literal = network.group(2);
        int bits = bits(network.group(3), six ? 128 : 32, term);
        if (!InetAddresses.isInetAddress(literal) || literal.contains(":") != six) {
            throw SpfStop.permanent("syntax error in " + shown(term));
        }
        InetAddress address = InetAddresses.forString(literal);
        // RFC 7208 §5: a client with an IPv4-mapped address is one of IPv4, so none is in a network of those.
        boolean reachable = (address.getAddress().length == 16) == six;
        return new Directive(
                verdict,
                Mechanism.IP,
                Optional.empty(),
                reachable ? Optional.of(new AddressBlock(address, bits)) : Optional.empty(),
                32,
                128,
                term);
    }

    private static int bits(String text, int most, String term) throws SpfStop {
        int bits = text == null ? most : Integer.parseInt(text);
        if (bits > most) {
            throw SpfStop.permanent("too many bits in " + shown(term));
        }
        return bits;
    }

    private static String domain(String spec, String term) throws SpfStop {
        if (!SpfMacros.isDomain(spec)) {
            throw SpfStop.permanent("syntax error in " + shown(term));
        }
        return spec;
    }

    /** What a stranger wrote, fit for a log and a header. */
    private static String shown(String term) {
        String clean = term.replaceAll("[^A-Za-z0-9._:/=%{}~?+-]", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "..." : clean;
    }
}
