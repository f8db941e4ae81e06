package org.waypost.mailets.routing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.james.core.Domain;
import org.waypost.accounts.routes.Hop;
import org.waypost.accounts.routes.Route;
import org.waypost.mailets.routing.MailHosts.Exchanger;
import org.waypost.mailets.smtp.Target;

/** Finds the servers that a route sends to, in the order in which they are tried. */
final class Targets {
    private static final int MOST = 12;

    private final MailHosts dns;
    private final OwnListeners own;
    private final Predicate<InetAddress> forbidden;

    /** @param forbidden addresses that no stranger's domain may lead to */
    Targets(MailHosts dns, OwnListeners own, Predicate<InetAddress> forbidden) {
        this.dns = dns;
        this.own = own;
        this.forbidden = forbidden;
    }

    /**
     * The servers for the mail of a domain.
     *
     * @param helo this server's own name
     */
    List<Target> of(Route route, String domain, String helo) throws Unreachable {
        List<Target> targets = route.hops().isEmpty() ? exchangers(route, domain, helo) : hops(route);
        List<Target> fitting = targets.stream()
                .filter(target -> fits(route, target.address()))
                .limit(MOST)
                .toList();
        if (fitting.isEmpty()) {
            throw Unreachable.forNow(
                    "4.4.4",
                    "The servers have no address of the family of the source address of the route " + route.name());
        }
        return fitting;
    }

    /** A route with a source sends from no other: a family without one isn't used. */
    private static boolean fits(Route route, InetAddress address) {
        if (route.source4() == null && route.source6() == null) {
            return true;
        }
        return (address instanceof Inet4Address ? route.source4() : route.source6()) != null;
    }

    private List<Target> hops(Route route) throws Unreachable {
        List<Target> targets = new ArrayList<>();
        Unreachable last = null;
        for (Hop hop : route.hops()) {
            try {
                for (InetAddress address : sorted(dns.addresses(hop.host()))) {
                    int port = route.portOf(hop);
                    if (own.own(address, port)) {
                        last = Unreachable.forNow("4.4.6", "The next hop " + hop + " is this server itself");
                    } else {
                        targets.add(new Target(hop.host(), address, port));
                    }
                }
            } catch (Unreachable e) {
                last = e;
            }
        }
        if (targets.isEmpty()) {
            throw last != null
                    ? last
                    : Unreachable.forNow("4.4.4", "The next hops " + route.hops() + " have no address");
        }
        return targets;
    }

    private List<Target> exchangers(Route route, String domain, String helo) throws Unreachable {
        if (domain.startsWith("[")) {
            return literal(route, domain);
        }
        List<Exchanger> exchangers = new ArrayList<>(dns.exchangers(Domain.of(domain)));
        // RFC 7505 §3: a domain with a null MX takes no mail.
        if (!exchangers.isEmpty()
                && exchangers.stream().allMatch(each -> each.host().isEmpty())) {
            throw Unreachable.permanently("5.1.10", "The domain " + domain + " takes no mail (null MX)");
        }
        exchangers.removeIf(each -> each.host().isEmpty());
        if (exchangers.isEmpty()) {
            // RFC 5321 §5.1: without an MX the domain itself is the host.
            exchangers.add(new Exchanger(0, domain));
        }
        // RFC 5321 §5.1: by preference, those of the same in random order.
        Collections.shuffle(exchangers);
        exchangers.sort(Comparator.comparing(Exchanger::preference));
        return before(exchangers, route, domain, helo);
    }

    /** RFC 5321 §5.1: where this server is one of them, it and those that it would stand in for are left out. */
    private List<Target> before(List<Exchanger> exchangers, Route route, String domain, String helo)
            throws Unreachable {
        List<Found> found = new ArrayList<>();
        Unreachable last = null;
        for (Exchanger exchanger : exchangers) {
            try {
                for (InetAddress address : sorted(dns.addresses(exchanger.host()))) {
                    boolean itself = exchanger.host().equalsIgnoreCase(helo) || backHere(address, route.port());
                    found.add(new Found(
                            exchanger.preference(), new Target(exchanger.host(), address, route.port()), itself));
                }
            } catch (Unreachable e) {
                last = e;
            }
        }
        int limit = found.stream()
                .filter(Found::itself)
                .mapToInt(Found::preference)
                .min()
                .orElse(Integer.MAX_VALUE);
        List<Target> targets = found.stream()
                .filter(each -> each.preference() < limit)
                .map(Found::target)
                .toList();
        if (!targets.isEmpty()) {
            return targets;
        }
        if (!found.isEmpty()) {
            throw comesBack(domain);
        }
        throw last != null ? last : Unreachable.probably("5.1.2", "The domain " + domain + " has no mail server");
    }

    private record Found(int preference, Target target, boolean itself) {}

    private boolean backHere(InetAddress address, int port) {
        return forbidden.test(address) || own.own(address, port);
    }

    private static Unreachable comesBack(String domain) {
        return Unreachable.permanently("5.4.6", "Mail for " + domain + " would come back to this server");
    }

    private List<Target> literal(Route route, String domain) throws Unreachable {
        String text = domain.substring(1, domain.length() - 1).replaceFirst("(?i)^IPv6:", "");
        List<InetAddress> addresses =
                text.matches("[0-9.]+|[0-9A-Fa-f.:]*:[0-9A-Fa-f.:]*") ? dns.addresses(text) : List.of();
        if (addresses.isEmpty()) {
            throw Unreachable.permanently("5.1.2", domain + " is not an address");
        }
        InetAddress address = addresses.get(0);
        if (backHere(address, route.port())) {
            throw comesBack(domain);
        }
        return List.of(new Target(text, address, route.port()));
    }

    private static List<InetAddress> sorted(List<InetAddress> addresses) {
        return addresses.stream()
                .sorted(Comparator.comparing((InetAddress address) -> !(address instanceof Inet4Address)))
                .toList();
    }
}
