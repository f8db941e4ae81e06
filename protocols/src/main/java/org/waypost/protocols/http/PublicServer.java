package org.waypost.protocols.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.PreDestroy;
import javax.net.ssl.SSLContext;
import org.apache.james.lifecycle.api.Startable;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Serves the {@link PublicPage}s by HTTPS, apart from WebAdmin and JMAP; all else is answered with 404. */
public final class PublicServer implements Startable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PublicServer.class);
    private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String HOME = "Waypost mail server\n";

    private final PublicConfiguration configuration;
    private final SSLContext tls;
    private final List<PublicPage> pages;
    private final ClientAddress clients;
    private final RequestRate rate;
    private final Metric requests;
    private final Metric refused;
    private volatile HttpListener listener;

    PublicServer(PublicConfiguration configuration, SSLContext tls, Set<PublicPage> pages, MetricFactory metrics) {
        this.configuration = configuration;
        this.tls = tls;
        this.pages = List.copyOf(pages);
        this.pages.forEach(PublicServer::check);
        this.clients = new ClientAddress(configuration.proxies());
        this.rate = new RequestRate(configuration.perMinute(), configuration.burst(), System::nanoTime);
        this.requests = metrics.generate("publicHttpRequests");
        this.refused = metrics.generate("publicHttpRequestsOverRate");
    }

    private static void check(PublicPage page) {
        if (!page.path().startsWith("/")
                || page.path().equals("/")
                || page.methods().isEmpty()) {
            throw new IllegalArgumentException(page.getClass().getName() + ": path " + page.path() + ", methods "
                    + page.methods() + "; expected a path below / and at least one method");
        }
    }

    void start() {
        if (configuration.enabled()) {
            listener = HttpListener.bind(
                    configuration.address(),
                    Optional.of(tls),
                    configuration.limits(),
                    request -> configuration.limits().body(),
                    this::answer);
            LOGGER.info("Public pages at {}", configuration.base());
        }
    }

    /**
     * The port that was bound.
     *
     * @throws IllegalStateException when the listener is disabled or not started
     */
    public int port() {
        HttpListener bound = listener;
        if (bound == null) {
            throw new IllegalStateException("The public listener has no port: it is disabled or was not started");
        }
        return bound.port();
    }

    @PreDestroy
    void stop() {
        if (listener != null) {
            listener.close();
        }
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        requests.increment();
        InetAddress client = clients.of(
                request.remoteAddress().getAddress(), request.requestHeaders().getAll("X-Forwarded-For"));
        Optional<Duration> wait = rate.take(client);
        if (wait.isPresent()) {
            refused.increment();
            long seconds = wait.get().toSeconds() + 1;
            // RFC 6585 §4.
            response.header(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds));
            return send(
                    request,
                    response,
                    PublicResponse.text(429, "Too many requests. Try again in " + seconds + " seconds.\n"));
        }
        return find(request, client)
                .onErrorResume(e -> {
                    LOGGER.error("A public page could not answer {} {}", request.method(), request.fullPath(), e);
                    return Mono.just(PublicResponse.text(500, "Something went wrong here. Please try again later.\n"));
                })
                .flatMap(answer -> Mono.from(send(request, response, answer)));
    }

    private Mono<PublicResponse> find(HttpServerRequest request, InetAddress client) {
        QueryStringDecoder address = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, 100);
        String path = address.path();
        if (path.equals("/")) {
            return Mono.just(READ.contains(request.method()) ? PublicResponse.text(200, HOME) : notAllowed(READ));
        }
        Optional<PublicPage> page = pages.stream()
                .filter(candidate -> candidate.path().endsWith("/")
                        ? path.startsWith(candidate.path())
                        : path.equals(candidate.path()))
                .findFirst();
        if (page.isEmpty()) {
            return Mono.just(PublicResponse.text(404, "There is no page at this address.\n"));
        }
        Set<HttpMethod> methods = page.get().methods();
        boolean head = request.method().equals(HttpMethod.HEAD) && methods.contains(HttpMethod.GET);
        if (!head && !methods.contains(request.method())) {
            return Mono.just(notAllowed(methods));
        }
        return parameters(request, address)
                .flatMap(parameters -> Mono.from(page.get()
                        .answer(new PublicRequest(
                                request.method(),
                                path,
                                parameters,
                                first(request.requestHeaders()),
                                client,
                                configuration.base()))));
    }

    // RFC 9110 §15.5.6: 405 names the methods.
    private static PublicResponse notAllowed(Set<HttpMethod> methods) {
        return new PublicResponse(
                405,
                "text/plain; charset=utf-8",
                "This page can't be used that way.\n".getBytes(StandardCharsets.UTF_8),
                Map.of("Allow", methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "))));
    }

    private static Mono<Map<String, List<String>>> parameters(HttpServerRequest request, QueryStringDecoder address) {
        String type = request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            return Mono.fromCallable(address::parameters);
        }
        return request.receive()
                .aggregate()
                .asString(StandardCharsets.UTF_8)
                .defaultIfEmpty("")
                .map(form -> merge(
                        address.parameters(),
                        new QueryStringDecoder(form, StandardCharsets.UTF_8, false, 100).parameters()));
    }

    private static Map<String, List<String>> merge(Map<String, List<String>> address, Map<String, List<String>> form) {
        Map<String, List<String>> all = new LinkedHashMap<>(address);
        form.forEach((name, values) -> all.merge(name, values, (left, right) -> {
            List<String> both = new ArrayList<>(left);
            both.addAll(right);
            return both;
        }));
        return all;
    }

    private static Map<String, String> first(HttpHeaders headers) {
        return headers.entries().stream()
                .collect(Collectors.toMap(
                        field -> field.getKey().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static Publisher<Void> send(HttpServerRequest request, HttpServerResponse response, PublicResponse answer) {
        answer.headers().forEach(response::header);
        SecurityHeaders.page(response.responseHeaders());
        SecurityHeaders.strictTransport(response.responseHeaders());
        response.status(answer.status())
                .header(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.content().length));
        return request.method().equals(HttpMethod.HEAD)
                ? response.send()
                : response.sendByteArray(Mono.just(answer.content())).then();
    }
}
