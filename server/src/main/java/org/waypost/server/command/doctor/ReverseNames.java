package org.waypost.server.command.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/** PTR: the name of each own address, which must lead back to the address (RFC 1912 §2.1, RFC 8601 §2.7.3). */
final class ReverseNames {
    private final Dns dns;
    private final String host;

    ReverseNames(Dns dns, String host) {
        this.dns = dns;
        this.host = host;
    }

    void look(Collection<InetAddress> addresses, List<Result> results) throws IOException {
        for (InetAddress address : addresses) {
            results.add(look(address));
        }
    }

    private Result look(InetAddress address) throws IOException {
        String check = "DNS PTR " + address.getHostAddress();
        if (address.isSiteLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()) {
            return Result.warning(
                    check,
                    "it is a private address, so others see another one",
                    "Name the public one: waypost doctor --address IP");
        }
        List<String> names = dns.names(address);
        String remedy = "Ask the provider of the address for a PTR record to " + host + ".";
        if (names.isEmpty()) {
            return Result.error(check, "there is none; many servers refuse mail from such an address", remedy);
        }
        for (String name : names) {
            if (dns.addresses(name).contains(address)) {
                return name.equalsIgnoreCase(host)
                        ? Result.ok(check, name + ", which leads back")
                        : Result.warning(
                                check,
                                name + ", which leads back, but this server calls itself " + host,
                                remedy + " Or set hostname=" + name + " in waypost.properties.");
            }
        }
        return Result.error(
                check,
                String.join(", ", names) + ", which doesn't lead back to the address",
                remedy + " And " + host + " needs an address record with " + address.getHostAddress() + ".");
    }
}
