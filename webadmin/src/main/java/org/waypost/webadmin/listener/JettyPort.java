package org.waypost.webadmin.listener;

import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import spark.embeddedserver.jetty.JettyServerFactory;

/**
 * The Jetty under Spark: one port, TLS 1.2 and 1.3 or clear HTTP, bounded headers and time-outs. The certificate follows the
 * {@link SSLContext}, so a new one is shown without a restart.
 */
final class JettyPort implements JettyServerFactory {
    private static final long YEAR_SECONDS = 31_536_000;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final long IDLE_MILLIS = 60_000;

    private final InetSocketAddress address;
    private final Optional<SSLContext> tls;
    private final int threads;
    private volatile ServerConnector connector;

    /** @param tls empty for clear HTTP */
    JettyPort(InetSocketAddress address, Optional<SSLContext> tls, int threads) {
        this.address = address;
        this.tls = tls;
        this.threads = threads;
    }

    @Override
    public Server create(int maxThreads, int minThreads, int threadTimeoutMillis) {
        QueuedThreadPool pool = new QueuedThreadPool(threads, Math.min(threads, 8));
        pool.setName("webadmin");
        return create(pool);
    }

    @Override
    public Server create(ThreadPool pool) {
        Server server = new Server(pool);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        ServerConnector port = tls.isPresent() ? secure(server, http, tls.get()) : clear(server, http);
        port.setHost(address.getAddress().getHostAddress());
        port.setPort(address.getPort());
        port.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(port);
        connector = port;
        return server;
    }

    private static ServerConnector clear(Server server, HttpConfiguration http) {
        return new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    }

    private static ServerConnector secure(Server server, HttpConfiguration http, SSLContext context) {
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setSslContext(context);
        // RFC 8996: nothing older than 1.2.
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        ssl.setRenegotiationAllowed(false);
        // RFC 6797 §6.1. The name that a client asks by is not compared: administrators come by address too.
        SecureRequestCustomizer customizer = new SecureRequestCustomizer(false, false, YEAR_SECONDS, false);
        http.addCustomizer(customizer);
        return new ServerConnector(
                server,
                1,
                1,
                new SslConnectionFactory(ssl, HttpVersion.HTTP_1_1.asString()),
                new HttpConnectionFactory(http));
    }

    /** The port that was bound; negative before. */
    int port() {
        return connector == null ? -1 : connector.getLocalPort();
    }
}
