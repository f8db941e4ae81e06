package org.waypost.protocols.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;

/**
 * Finds requests that show a password or a token to everyone on the way: credentials in clear HTTP from another machine, or relayed by a
 * reverse proxy that itself took them in clear HTTP (RFC 7617 §4, RFC 6750 §5.3).
 */
final class ClearTextGuard {
    /** Safe to show to a stranger. */
    static final String WORDS =
            "Credentials are taken over HTTPS only. Change this password: it was sent in clear text.\n";

    private ClearTextGuard() {}

    /** True when the request must be answered with 403. */
    static boolean exposes(boolean secure, InetSocketAddress client, HttpHeaders headers) {
        if (secure || !headers.contains(HttpHeaderNames.AUTHORIZATION)) {
            return false;
        }
        boolean local = client != null
                && client.getAddress() != null
                && client.getAddress().isLoopbackAddress();
        return !local || "http".equalsIgnoreCase(headers.get("X-Forwarded-Proto"));
    }
}
