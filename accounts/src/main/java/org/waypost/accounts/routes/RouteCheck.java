package org.waypost.accounts.routes;

import java.util.List;

/** Looks at one thing that makes other servers mistrust a route. May wait for the DNS. */
@FunctionalInterface
public interface RouteCheck {
    /** What was found; nothing where it doesn't apply. */
    List<RouteProbe.Finding> check(Route route);
}
