package org.waypost.webadmin.listener;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Named;
import javax.net.ssl.SSLContext;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.util.Port;
import org.apache.james.webadmin.Constants;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.WebAdminServer;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.apache.james.webadmin.metric.MetricPostFilter;
import org.apache.james.webadmin.metric.MetricPreFilter;
import org.apache.james.webadmin.routes.CORSRoute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.webadmin.WebAdminModule;
import spark.Request;
import spark.Response;
import spark.Service;
import spark.embeddedserver.EmbeddedServers;
import spark.embeddedserver.jetty.EmbeddedJettyFactory;

/**
 * Serves James' administration routes and ours by HTTPS. Every path asks for an administrator, save the few that are public; what isn't
 * there asks too, so that a stranger can't find out what is.
 */
public final class SecureWebAdminServer extends WebAdminServer {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecureWebAdminServer.class);

    private final WebAdminSettings settings;
    private final List<Routes> routes;
    private final AuthenticationFilter authentication;
    private final MetricFactory metrics;
    private final PublicPaths publicPaths;
    private final JettyPort jetty;
    private final Service http = Service.ignite();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    @Inject
    SecureWebAdminServer(
            WebAdminSettings settings,
            WebAdminConfiguration james,
            @Named("webAdminRoutes") List<Routes> routes,
            AuthenticationFilter authentication,
            MetricFactory metrics,
            LoggingRequestFilter unused,
            @Named(WebAdminModule.SSL_CONTEXT) SSLContext tls) {
        super(james, routes, authentication, metrics, unused);
        this.settings = settings;
        this.routes = routes;
        this.authentication = authentication;
        this.metrics = metrics;
        this.publicPaths = new PublicPaths(routes);
        this.jetty = new JettyPort(
                new InetSocketAddress(settings.host(), settings.port()),
                settings.https() ? Optional.of(tls) : Optional.empty(),
                settings.threads());
    }

    @Override
    public synchronized WebAdminServer start() {
        if (!settings.enabled()) {
            LOGGER.info("WebAdmin is disabled");
            return this;
        }
        EmbeddedServers.add(this, new EmbeddedJettyFactory(jetty));
        http.embeddedServerIdentifier(this);
        // Spark looks for a free port itself when it gets 0 and then doesn't use it; Jetty's connector chooses ours.
        http.port(Math.max(1, settings.port()));
        http.initExceptionHandler(failure::set);
        Errors.configure(http);
        http.before(new MetricPreFilter(metrics));
        http.before(this::admit);
        settings.corsOrigin().ifPresent(origin -> new CORSRoute().define(http));
        routes.forEach(route -> route.define(http));
        http.after(new MetricPostFilter());
        http.afterAfter(SecureWebAdminServer::log);
        http.awaitInitialization();
        if (failure.get() != null) {
            throw new IllegalStateException(
                    "WebAdmin can't listen on " + settings.host().getHostAddress() + " port " + settings.port()
                            + "; is it taken?",
                    failure.get());
        }
        LOGGER.info(
                "WebAdmin listens on {}://{}:{}",
                settings.https() ? "https" : "http",
                settings.host().getHostAddress(),
                jetty.port());
        return this;
    }

    private void admit(Request request, Response response) throws Exception {
        response.type(Constants.JSON_CONTENT_TYPE);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Cache-Control", "no-store");
        response.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        String origin = request.headers("Origin");
        if (origin != null) {
            checkOrigin(origin, response);
            if (request.requestMethod().equals("OPTIONS")) {
                return;
            }
        }
        if (!publicPaths.include(request)) {
            authentication.handle(request, response);
        }
    }

    /** A browser tells the site that a script comes from (RFC 6454 §7); only the one that was allowed may use a remembered password. */
    private void checkOrigin(String origin, Response response) {
        if (!settings.corsOrigin().map(origin::equals).orElse(false)) {
            throw Errors.refuse(
                    403, "Scripts of this site may not use WebAdmin; see cors.origin in webadmin.properties");
        }
        response.header("Access-Control-Allow-Origin", origin);
        response.header("Vary", "Origin");
    }

    /** Who did what; never the content of a request, which may hold passwords. */
    private static void log(Request request, Response response) {
        LOGGER.info(
                "WebAdmin {} {} {} by {} from {}",
                response.status(),
                request.requestMethod(),
                request.pathInfo(),
                request.attribute(AuthenticationFilter.LOGIN),
                request.ip());
    }

    @Override
    @PreDestroy
    public synchronized void destroy() {
        if (settings.enabled()) {
            http.stop();
            http.awaitStop();
        }
    }

    @Override
    public Port getPort() {
        return Port.of(jetty.port());
    }
}
