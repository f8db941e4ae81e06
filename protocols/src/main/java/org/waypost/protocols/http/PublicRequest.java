package org.waypost.protocols.http;

import io.netty.handler.codec.http.HttpMethod;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stranger asks.
 *
 * @param method     the method
 * @param path       the decoded path
 * @param parameters those of the address, and of a form that was posted ({@code application/x-www-form-urlencoded}), in their order
 * @param headers    the first field of each name, names in lower case
 * @param client     the address of the client itself, behind trusted proxies
 * @param base       the address of this server as strangers know it, without a slash at its end, for links
 */
public record PublicRequest(
        HttpMethod method,
        String path,
        Map<String, List<String>> parameters,
        Map<String, String> headers,
        InetAddress client,
        URI base) {

    /** The first parameter of that name. */
    public Optional<String> parameter(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }
}
