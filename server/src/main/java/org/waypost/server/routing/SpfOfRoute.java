package org.waypost.server.routing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.routes.RouteCheck;
import org.waypost.accounts.routes.RouteProbe.Finding;
import org.waypost.mailets.smtp.ServerName;
import org.waypost.policy.dns.Dns;
import org.waypost.policy.sender.SenderCheckSettings;
import org.waypost.policy.sender.SenderVerifier;
import org.waypost.policy.sender.SpfResult;
import org.waypost.policy.sender.Verdict;

/**
 * Asks SPF (RFC 7208) as the next server does: whether the domains whose mail takes a route may send from its source addresses,
 * and so may the name in EHLO, which counts for reports. Routes that authenticate are left out: nobody asks SPF of users.
 */
final class SpfOfRoute implements RouteCheck {
    private static final int MOST_DOMAINS = 50;

    private final DomainList domains;
    private final SenderVerifier verifier;
    private final ServerName name;

    @Inject
    SpfOfRoute(DomainList domains, Dns dns, ServerName name) {
        this.domains = domains;
        // Others ask, whether or not this server does.
        this.verifier = new SenderVerifier(dns, SenderCheckSettings.STANDARD);
        this.name = name;
    }

    @Override
    public List<Finding> check(Route route) {
        if (route.user() != null) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        Stream.of(route.source4(), route.source6())
                .filter(Objects::nonNull)
                .forEach(source -> check(route, source, findings));
        return findings;
    }

    private void check(Route route, String literal, List<Finding> findings) {
        try {
            InetAddress source = InetAddress.getByName(literal);
            String helo = route.helo() == null ? name.name() : route.helo();
            findings.add(ofName(source, helo));
            Set<String> asked = new TreeSet<>(route.when().sendersDomains(own()));
            asked.stream().limit(MOST_DOMAINS).forEach(domain -> findings.add(ofDomain(source, helo, domain)));
            if (asked.size() > MOST_DOMAINS) {
                findings.add(new Finding(
                        "SPF of more domains",
                        true,
                        asked.size() - MOST_DOMAINS + " more may send by this route and were not asked"));
            }
        } catch (UnknownHostException | DomainListException e) {
            findings.add(new Finding("SPF of " + literal, false, String.valueOf(e.getMessage())));
        }
    }

    private List<String> own() throws DomainListException {
        return domains.getDomains().stream()
                .map(Domain::asString)
                // Names such as localhost are nobody's sender elsewhere.
                .filter(domain -> domain.indexOf('.') > 0)
                .collect(Collectors.toList());
    }

    private Finding ofDomain(InetAddress source, String helo, String domain) {
        try {
            SpfResult result = ask(source, helo, MaybeSender.of(new MailAddress("postmaster", domain)));
            boolean covered = result.verdict() == Verdict.PASS;
            return new Finding(
                    "SPF of " + domain,
                    covered,
                    covered
                            ? "it covers " + source.getHostAddress() + " by " + result.reason()
                            : "it does not cover " + source.getHostAddress() + ": " + words(result));
        } catch (AddressException e) {
            return new Finding("SPF of " + domain, false, "it is no domain");
        }
    }

    /** Names need no record of their own; but one that forbids the address is as bad as a domain's. */
    private Finding ofName(InetAddress source, String helo) {
        SpfResult result = ask(source, helo, MaybeSender.nullSender());
        boolean good = Set.of(Verdict.PASS, Verdict.NONE, Verdict.NEUTRAL).contains(result.verdict());
        return new Finding(
                "SPF of the name " + helo, good, "for reports from " + source.getHostAddress() + ": " + words(result));
    }

    private SpfResult ask(InetAddress source, String helo, MaybeSender sender) {
        return verifier.spf(source, helo, sender).block();
    }

    private static String words(SpfResult result) {
        return result.verdict().word() + " (" + result.reason() + ")";
    }
}
