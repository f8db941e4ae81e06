package org.waypost.mailets.routing;

import java.net.InetAddress;
import java.util.List;
import org.apache.james.core.Domain;

/** What the DNS says of mail servers. Calls wait for it. */
public interface MailHosts {

    /**
     * A mail exchanger (RFC 5321 §5.1).
     *
     * @param preference the smallest comes first
     * @param host       its name without a final dot; empty in a null MX (RFC 7505)
     */
    record Exchanger(int preference, String host) {}

    /** The mail exchangers of a domain; none when it names none. */
    List<Exchanger> exchangers(Domain domain) throws Unreachable;

    /** The addresses of a host; none when it has none. */
    List<InetAddress> addresses(String host) throws Unreachable;

    /** The names that an address points back to (PTR); none when it has none. */
    List<String> names(InetAddress address) throws Unreachable;
}
