package org.waypost.protocols.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicInteger;

/** A service on this machine that no user of JMAP should be able to make the server call. */
final class PushTarget implements AutoCloseable {
    private final HttpServer http;
    private final AtomicInteger calls = new AtomicInteger();

    PushTarget() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        http.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        http.start();
    }

    /** Asks the server to push to this target; gives its answer. */
    String subscribe(Client jmap) throws Exception {
        String url = "http://127.0.0.1:" + http.getAddress().getPort() + "/inside";
        return jmap.send(jmap.request("/jmap")
                        .header("Authorization", Client.basic())
                        .header("Accept", "application/json;jmapVersion=rfc-8621")
                        .POST(BodyPublishers.ofString(
                                "{\"using\":[\"urn:ietf:params:jmap:core\"],\"methodCalls\":[[\"PushSubscription/set\","
                                        + "{\"create\":{\"k\":{\"deviceClientId\":\"d\",\"url\":\"" + url
                                        + "\",\"types\":[\"Mailbox\"]}}},\"c1\"]]}")))
                .body();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
