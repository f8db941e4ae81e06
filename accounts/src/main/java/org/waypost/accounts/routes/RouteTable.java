package org.waypost.accounts.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Routes in the order in which they are asked; the first that takes a mail sends it. The default route stands last. */
public final class RouteTable {
    private static final Comparator<Route> ORDER =
            Comparator.comparing(Route::isDefault).thenComparing(Route::order).thenComparing(Route::name);

    private final List<Route> routes;

    private RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** A table; where the default route is missing, the standard one stands in. */
    public static RouteTable of(Collection<Route> routes) {
        List<Route> all = new ArrayList<>(routes);
        if (all.stream().noneMatch(Route::isDefault)) {
            all.add(Route.STANDARD);
        }
        all.sort(ORDER);
        return new RouteTable(all);
    }

    /** All, in order. */
    public List<Route> routes() {
        return routes;
    }

    /** The route of that name. */
    public Optional<Route> named(String name) {
        return routes.stream().filter(route -> route.name().equals(name)).findFirst();
    }

    /** The route that a mail takes for a recipient. */
    public Route decide(Envelope envelope) {
        return routes.stream()
                .filter(route -> route.when().unmet(envelope).isEmpty())
                .findFirst()
                .orElse(Route.STANDARD);
    }

    /** What each route says of a mail, up to the one that takes it. */
    public List<Considered> explain(Envelope envelope) {
        List<Considered> considered = new ArrayList<>();
        for (Route route : routes) {
            Optional<String> unmet = route.when().unmet(envelope);
            considered.add(new Considered(
                    route.name(),
                    unmet.isEmpty(),
                    unmet.orElse(route.isDefault() ? "no other route takes it" : "all conditions hold")));
            if (unmet.isEmpty()) {
                break;
            }
        }
        return considered;
    }

    /**
     * What a route says of a mail.
     *
     * @param route its name
     * @param takes whether it takes the mail
     * @param why   in words
     */
    public record Considered(String route, boolean takes, String why) {}
}
