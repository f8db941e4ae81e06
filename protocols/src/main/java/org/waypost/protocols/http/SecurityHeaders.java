package org.waypost.protocols.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** What tells a browser to be careful with our pages. */
final class SecurityHeaders {

    private SecurityHeaders() {}

    /** RFC 6797 §6.1: for a year, this host is asked over HTTPS only. */
    static void strictTransport(HttpHeaders headers) {
        headers.set("Strict-Transport-Security", "max-age=31536000");
    }

    /** For pages: no scripts, no foreign content, in no frame, no address told to others, in no cache. */
    static void page(HttpHeaders headers) {
        headers.set(
                        HttpHeaderNames.CONTENT_SECURITY_POLICY,
                        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
                                + "frame-ancestors 'none'")
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.X_FRAME_OPTIONS, "DENY")
                .set("Referrer-Policy", "no-referrer")
                .set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }
}
