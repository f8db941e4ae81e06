package org.waypost.mailets.routing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.waypost.accounts.routes.Hop;
import org.waypost.accounts.routes.RetrySchedule;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.routes.RouteCheck;
import org.waypost.accounts.routes.RouteProbe;
import org.waypost.accounts.routes.Routes;
import org.waypost.mailets.smtp.Encryption;
import org.waypost.mailets.smtp.SmtpConnection;
import org.waypost.mailets.smtp.Target;

/** Tries a route with real connections, and asks the DNS what other servers ask. */
public final class RouteTester implements RouteProbe {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final MailHosts dns;
    private final OwnListeners own;
    private final Targets targets;
    private final Sessions sessions;
    private final Collection<RouteCheck> more;

    /**
     * @param helo the name of this server
     * @param more further checks
     */
    public RouteTester(Routes routes, MailHosts dns, OwnListeners own, String helo, Collection<RouteCheck> more) {
        this(routes, dns, own, helo, more, own::here, Encryption::ofTrusted);
    }

    RouteTester(
            Routes routes,
            MailHosts dns,
            OwnListeners own,
            String helo,
            Collection<RouteCheck> more,
            Predicate<InetAddress> forbidden,
            Supplier<Encryption> trusted) {
        this.dns = dns;
        this.own = own;
        this.more = List.copyOf(more);
        this.targets = new Targets(dns, own, forbidden);
        this.sessions =
                new Sessions(routes, new Options("", RetrySchedule.STANDARD, CONNECT, ANSWER, 0, "", helo), trusted);
    }

    @Override
    public List<Step> test(Route route, String domain) {
        List<Step> steps = new ArrayList<>();
        try {
            for (Target target : targets.of(route, domain, sessions.name(route))) {
                test(route, target, steps);
            }
        } catch (Unreachable e) {
            steps.add(
                    new Step(route.hops().isEmpty() ? domain : route.hops().toString(), "find", false, e.getMessage()));
        }
        return steps;
    }

    private void test(Route route, Target target, List<Step> steps) {
        String where = target.name().equals(target.address().getHostAddress())
                ? target.toString()
                : target.name() + " " + target;
        try (SmtpConnection connection =
                sessions.open(route, target, (name, done, said) -> steps.add(new Step(where, name, done, said)))) {
            connection.quit();
            steps.add(new Step(where, "QUIT", true, connection.encrypted() ? "was encrypted" : "was in clear"));
        } catch (Sessions.Refused e) {
            steps.add(new Step(where, "end", false, "mail would wait: " + e.getMessage()));
        } catch (IOException e) {
            steps.add(new Step(where, "end", false, String.valueOf(e.getMessage())));
        }
    }

    @Override
    public List<Finding> check(Route route) {
        List<Finding> findings = new ArrayList<>();
        Stream.of(route.source4(), route.source6())
                .filter(source -> source != null)
                .forEach(source -> source(route, source, findings));
        route.hops().forEach(hop -> hop(route, hop, findings));
        more.forEach(check -> findings.addAll(check.check(route)));
        return findings;
    }

    private void source(Route route, String literal, List<Finding> findings) {
        InetAddress source;
        try {
            source = InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            findings.add(new Finding("source " + literal, false, "it is no address"));
            return;
        }
        String unusable = OwnListeners.unusable(source);
        findings.add(new Finding(
                "source " + literal,
                unusable.isEmpty(),
                unusable.isEmpty() ? "it is on this machine" : "it is not on this machine: " + unusable));
        try {
            names(route, source, findings);
        } catch (Unreachable e) {
            findings.add(new Finding("DNS of " + literal, false, e.getMessage()));
        }
    }

    private void names(Route route, InetAddress source, List<Finding> findings) throws Unreachable {
        String helo = sessions.name(route).toLowerCase(Locale.ROOT);
        String literal = source.getHostAddress();
        List<String> names = dns.names(source).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        findings.add(new Finding(
                "PTR of " + literal,
                names.contains(helo),
                names.isEmpty()
                        ? "it has none; expected " + helo
                        : "it says " + names + (names.contains(helo) ? "" : ", EHLO says " + helo)));
        boolean confirmed = false;
        for (String name : names) {
            confirmed |= dns.addresses(name).contains(source);
        }
        findings.add(new Finding(
                "forward-confirmed name of " + literal,
                confirmed,
                confirmed ? "a name of the PTR leads back to it" : "no name of the PTR leads back to it"));
        List<InetAddress> addresses = dns.addresses(helo);
        findings.add(new Finding(
                "address of " + helo,
                addresses.contains(source),
                addresses.contains(source)
                        ? "EHLO's name leads to " + literal
                        : "EHLO's name leads to "
                                + addresses.stream()
                                        .map(InetAddress::getHostAddress)
                                        .toList() + ", not to " + literal));
    }

    private void hop(Route route, Hop hop, List<Finding> findings) {
        String name = "next hop " + hop;
        try {
            List<InetAddress> addresses = dns.addresses(hop.host());
            boolean itself = addresses.stream().anyMatch(address -> own.own(address, route.portOf(hop)));
            findings.add(new Finding(
                    name,
                    !addresses.isEmpty() && !itself,
                    addresses.isEmpty()
                            ? "it has no address"
                            : itself
                                    ? "it is this server itself"
                                    : "it has the addresses "
                                            + addresses.stream()
                                                    .map(InetAddress::getHostAddress)
                                                    .toList()));
        } catch (Unreachable e) {
            findings.add(new Finding(name, false, e.getMessage()));
        }
    }
}
