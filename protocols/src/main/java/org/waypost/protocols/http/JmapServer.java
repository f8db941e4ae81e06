package org.waypost.protocols.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Named;
import javax.net.ssl.SSLContext;
import org.apache.james.jmap.JMAPConfiguration;
import org.apache.james.jmap.JMAPRoute;
import org.apache.james.jmap.JMAPRoutes;
import org.apache.james.jmap.JMAPServer;
import org.apache.james.jmap.VersionParser;
import org.apache.james.util.Port;
import org.reactivestreams.Publisher;
import org.waypost.protocols.tls.TlsModule;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Serves James' JMAP (RFC 8620, RFC 8621, and RFC 8887 over WebSocket) by HTTPS, and by clear HTTP to the loopback interface when asked to.
 * The draft version of JMAP, which James still has, is not served: whoever asks for it gets 404.
 */
public final class JmapServer extends JMAPServer {
    private static final String VERSION_PARAMETER = "jmapversion=";
    private static final String VERSION = "rfc-8621";
    private static final int UPLOAD_SLACK = 4096;
    private static final List<Network> PROXIES = List.of(Network.parse("127.0.0.0/8"), Network.parse("::1"));

    private final JmapListeners configuration;
    private final Optional<SSLContext> tls;
    private final List<JMAPRoute> routes;
    private final ClientAddress clients = new ClientAddress(PROXIES);
    private final RequestRate failures;
    private final List<HttpListener> listeners = new ArrayList<>();

    @Inject
    JmapServer(
            JmapListeners configuration,
            @Named(TlsModule.SSL_CONTEXT) SSLContext tls,
            Set<JMAPRoutes> routes,
            JMAPConfiguration james,
            VersionParser versions) {
        super(james, Set.of(), versions);
        this.configuration = configuration;
        this.tls = Optional.of(tls);
        this.failures = new RequestRate(configuration.failures(), configuration.failures(), System::nanoTime);
        this.routes = routes.stream().flatMap(JMAPRoutes::routes).toList();
    }

    @Override
    public synchronized void start() {
        if (!configuration.enabled()) {
            return;
        }
        listeners.add(bind(configuration.https(), tls));
        configuration.plain().ifPresent(address -> listeners.add(bind(address, Optional.empty())));
    }

    private HttpListener bind(InetSocketAddress address, Optional<SSLContext> secured) {
        return HttpListener.bind(address, secured, configuration.limits(), this::bodyLimit, this::answer);
    }

    private long bodyLimit(HttpRequest request) {
        return request.uri().startsWith("/upload/")
                ? configuration.upload() + UPLOAD_SLACK
                : configuration.limits().body();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        boolean secure = "https".equals(request.scheme()) || "wss".equals(request.scheme());
        if (ClearTextGuard.exposes(secure, request.remoteAddress(), request.requestHeaders())) {
            return words(request, response, HttpResponseStatus.FORBIDDEN, ClearTextGuard.WORDS);
        }
        if (secure) {
            SecurityHeaders.strictTransport(response.responseHeaders());
        }
        response.responseHeaders().set("X-Content-Type-Options", "nosniff");
        if (asksForDraft(request)) {
            return words(
                    request, response, HttpResponseStatus.NOT_FOUND, "This server speaks JMAP as in RFC 8621 only.\n");
        }
        return routes.stream()
                .filter(route -> route.matches(request))
                .findFirst()
                .map(route -> limited(route, request, response))
                .orElseGet(() ->
                        words(request, response, HttpResponseStatus.NOT_FOUND, "There is nothing at this address.\n"));
    }

    /** Who sent too many wrong passwords waits before the next is looked at (RFC 6585 §4). */
    private Publisher<Void> limited(JMAPRoute route, HttpServerRequest request, HttpServerResponse response) {
        if (!request.requestHeaders().contains(HttpHeaderNames.AUTHORIZATION)) {
            return route.getAction().handleRequest(request, response);
        }
        InetAddress client = clients.of(
                request.remoteAddress().getAddress(), request.requestHeaders().getAll("X-Forwarded-For"));
        Optional<Duration> wait = failures.look(client);
        if (wait.isPresent()) {
            response.header(
                    HttpHeaderNames.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1));
            return words(
                    request,
                    response,
                    HttpResponseStatus.TOO_MANY_REQUESTS,
                    "Too many wrong passwords. Try again later.\n");
        }
        return Mono.from(route.getAction().handleRequest(request, response)).doFinally(end -> {
            if (HttpResponseStatus.UNAUTHORIZED.equals(response.status())) {
                failures.take(client);
            }
        });
    }

    /** James' own parameter of Accept, by which a client chooses between the draft and RFC 8621. */
    private static boolean asksForDraft(HttpServerRequest request) {
        if (HttpMethod.OPTIONS.equals(request.method())) {
            return false;
        }
        return request.requestHeaders().getAll(HttpHeaderNames.ACCEPT).stream()
                .flatMap(accept ->
                        List.of(accept.toLowerCase(Locale.ROOT)
                                        .replace("\"", "")
                                        .replace(" ", "")
                                        .split("[;,]"))
                                .stream())
                .anyMatch(parameter ->
                        parameter.startsWith(VERSION_PARAMETER) && !parameter.equals(VERSION_PARAMETER + VERSION));
    }

    /** Answers once the whole request has come: Reactor Netty loses the next one on a connection otherwise, now and then. */
    private static Mono<Void> words(
            HttpServerRequest request, HttpServerResponse response, HttpResponseStatus status, String words) {
        return request.receive()
                .then(response.status(status)
                        .header(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                        .sendString(Mono.just(words))
                        .then());
    }

    /** The HTTPS port. */
    @Override
    public synchronized Port getPort() {
        if (listeners.isEmpty()) {
            throw new IllegalStateException("JMAP has no port: it is disabled or was not started");
        }
        return Port.of(listeners.get(0).port());
    }

    /** The port for clear HTTP on the loopback interface, when there is one. */
    public synchronized Optional<Port> plainPort() {
        return listeners.size() < 2
                ? Optional.empty()
                : Optional.of(Port.of(listeners.get(1).port()));
    }

    @Override
    @PreDestroy
    public synchronized void stop() {
        listeners.forEach(HttpListener::close);
        listeners.clear();
    }
}
