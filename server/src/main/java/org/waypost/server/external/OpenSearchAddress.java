package org.waypost.server.external;

import java.net.URI;
import java.util.List;

/**
 * How the operator's own OpenSearch is reached.
 *
 * @param hosts {@code http} or {@code https} addresses of nodes, at least one
 * @param login how the server makes itself known
 * @param trust whose certificates are believed
 */
public record OpenSearchAddress(List<URI> hosts, Login login, TlsTrust trust) {
    public OpenSearchAddress {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("opensearch.hosts names none; expected at least one address");
        }
        hosts = List.copyOf(hosts);
    }
}
