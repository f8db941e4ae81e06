package org.waypost.server.command.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.waypost.server.command.PublicName;

/** What the DNS says of this server and of its domains: without these records others refuse its mail. */
public final class DnsCheck implements Check {
    private final Optional<InetSocketAddress> server;
    private final Optional<String> address;

    /**
     * Asks a DNS server.
     *
     * @param server the server to ask; those of the machine when absent
     * @param address public address of this machine; that of its name when absent
     */
    public DnsCheck(Optional<InetSocketAddress> server, Optional<String> address) {
        this.server = server;
        this.address = address;
    }

    @Override
    public List<Result> look(Patient patient) {
        List<Result> results = new ArrayList<>();
        Dns dns = new Dns(server);
        try {
            String host = PublicName.of(patient.installation());
            Set<InetAddress> own = ownAddresses(dns, host, results);
            new ReverseNames(dns, host).look(own, results);
            if (patient.domains().isEmpty()) {
                results.add(Result.warning(
                        "DNS",
                        patient.running()
                                ? "this server has no domain yet"
                                : "the domains aren't known, since the server is stopped",
                        patient.running()
                                ? "Add one: waypost domain add example.org"
                                : "Start the server, or name a domain with --domain."));
            }
            List<Signing.Selector> selectors =
                    Signing.selectors(patient.installation().conf());
            for (String domain : patient.domains()) {
                new DomainRecords(dns, domain, host, own, selectors).look(results);
            }
        } catch (IOException e) {
            results.add(Result.error(
                    "DNS",
                    "can't be asked: " + e.getMessage(),
                    "Look at /etc/resolv.conf and dnsservice.xml: without DNS the server can't send mail."));
        }
        return results;
    }

    private Set<InetAddress> ownAddresses(Dns dns, String host, List<Result> results) throws IOException {
        if (address.isPresent()) {
            return Set.of(InetAddress.getByName(address.get()));
        }
        if (host.indexOf('.') < 0) {
            results.add(Result.error(
                    "host name",
                    host + " isn't a full name, so no other server can look it up",
                    "Set hostname in waypost.properties, such as mail.example.org."));
            return Set.of();
        }
        List<InetAddress> addresses = dns.addresses(host);
        if (addresses.isEmpty()) {
            results.add(Result.error(
                    "host name",
                    host + " has no address in the DNS",
                    "Add an A record (and AAAA) for " + host + ", or set hostname in waypost.properties."));
        } else {
            results.add(Result.ok("host name", host + " is " + Addresses.text(addresses)));
        }
        return new HashSet<>(addresses);
    }
}
