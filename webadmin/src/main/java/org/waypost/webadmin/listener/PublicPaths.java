package org.waypost.webadmin.listener;

import java.util.List;
import org.apache.james.webadmin.PublicRoutes;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.dropwizard.MetricsRoutes;
import spark.Request;

/**
 * What may be read without credentials: the health check, and other routes that say they are public. Metrics tell about users and load, so
 * only a collector on this machine reads them without credentials; one that comes through a proxy needs them.
 */
final class PublicPaths {
    private final List<String> paths;

    PublicPaths(List<Routes> routes) {
        this.paths = routes.stream()
                .filter(PublicRoutes.class::isInstance)
                .filter(route -> !(route instanceof MetricsRoutes))
                .map(Routes::getBasePath)
                .map(path -> path.startsWith("/") ? path : "/" + path)
                .filter(path -> path.length() > 1)
                .toList();
    }

    boolean include(Request request) {
        String path = request.pathInfo();
        if (path.equals(MetricsRoutes.BASE)) {
            return ClientAddress.isLocal(request);
        }
        return paths.stream().anyMatch(known -> path.equals(known) || path.startsWith(known + "/"));
    }
}
