package org.waypost.protocols.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a stranger gets. Headers for security are added by the server and can't be weakened here.
 *
 * @param status  such as 200
 * @param type    such as {@code text/html; charset=utf-8}
 * @param content the bytes
 * @param headers further fields, such as {@code Location}
 */
public record PublicResponse(int status, String type, byte[] content, Map<String, String> headers) {

    public PublicResponse {
        headers = Map.copyOf(headers);
    }

    /** A page; whoever makes it has escaped what strangers wrote. */
    public static PublicResponse html(int status, String html) {
        return new PublicResponse(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Plain words. */
    public static PublicResponse text(int status, String words) {
        return new PublicResponse(
                status, "text/plain; charset=utf-8", words.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Sends the browser to another address with GET (RFC 9110 §15.4.4). */
    public static PublicResponse seeOther(String location) {
        return new PublicResponse(303, "text/plain; charset=utf-8", new byte[0], Map.of("Location", location));
    }
}
