package org.waypost.protocols.http;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javax.net.ssl.SSLContext;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.protocols.tls.ServerCertificate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** One port that speaks HTTP/1.1 (RFC 9112), with bounds on what a client may cost, over TLS 1.2 and 1.3 or in the clear. */
final class HttpListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpListener.class);
    private static final String BODY_LIMIT = "waypost.bodyLimit";

    private final DisposableServer server;
    private final ChannelGroup connections;

    private HttpListener(DisposableServer server, ChannelGroup connections) {
        this.server = server;
        this.connections = connections;
    }

    /** What answers a request. */
    interface Answerer extends BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {}

    /**
     * Binds the port.
     *
     * @param tls   for HTTPS; empty for clear HTTP
     * @param body  bytes of content that a request may have
     */
    static HttpListener bind(
            InetSocketAddress address,
            Optional<SSLContext> tls,
            HttpLimits limits,
            ToLongFunction<HttpRequest> body,
            Answerer answerer) {
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        HttpServer server = HttpServer.create()
                .bindAddress(() -> address)
                .protocol(HttpProtocol.HTTP11)
                .httpRequestDecoder(decoder -> decoder.maxInitialLineLength(limits.line())
                        .maxHeaderSize(limits.headers())
                        .validateHeaders(true))
                .requestTimeout(limits.request())
                .idleTimeout(limits.idle())
                .doOnChannelInit((observer, channel, remote) -> {
                    if (connections.size() >= limits.connections()) {
                        LOGGER.warn(
                                "Closed a connection from {}: {} are open, as many as allowed",
                                remote,
                                limits.connections());
                        var unused = channel.close();
                        return;
                    }
                    connections.add(channel);
                    limitBody(channel.pipeline(), body);
                })
                .handle((request, response) -> whenRead(request, () -> answerer.apply(request, response)));
        if (tls.isPresent()) {
            SslContext context = netty(tls.get());
            server = server.secure(ssl -> ssl.sslContext(context)
                    .handshakeTimeout(Duration.ofSeconds(10))
                    .closeNotifyFlushTimeout(Duration.ofSeconds(3)));
        }
        return new HttpListener(server.bindNow(Duration.ofSeconds(20)), connections);
    }

    /**
     * Answers after what is read now has been handled. Reactor Netty (1.1.22) stops reading a connection, now and then, when the answer
     * is written before it has seen the end of the request, and so leaves the next request without an answer.
     */
    private static Publisher<Void> whenRead(HttpServerRequest request, Supplier<Publisher<Void>> answer) {
        Mono<Void> answered = Mono.defer(() -> Mono.from(answer.get()));
        AtomicReference<Executor> loop = new AtomicReference<>();
        request.withConnection(connection -> loop.set(connection.channel().eventLoop()));
        return answered.subscribeOn(Schedulers.fromExecutor(loop.get()));
    }

    private static void limitBody(ChannelPipeline pipeline, ToLongFunction<HttpRequest> body) {
        pipeline.addBefore(NettyPipeline.HttpTrafficHandler, BODY_LIMIT, new BodyLimit(body));
    }

    @SuppressWarnings("deprecation")
    private static SslContext netty(SSLContext context) {
        return new JdkSslContext(
                context,
                false,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                null,
                ClientAuth.NONE,
                ServerCertificate.PROTOCOLS.toArray(String[]::new),
                false);
    }

    int port() {
        return server.port();
    }

    /** Closes the port and what is open on it. */
    void close() {
        connections.close().awaitUninterruptibly(5_000);
        server.disposeNow(Duration.ofSeconds(5));
    }
}
