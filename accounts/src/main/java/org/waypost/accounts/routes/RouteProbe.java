package org.waypost.accounts.routes;

import java.util.List;

/** Tries a route without sending anything, and looks for what strangers' servers would mind. */
public interface RouteProbe {

    /**
     * Connects from the route's source address to its next hops and goes as far as a mail would, then leaves: greeting,
     * EHLO, STARTTLS and authentication. Waits for the other servers.
     *
     * @param domain whose servers are asked when the route has no hops
     */
    List<Step> test(Route route, String domain);

    /** Looks for what makes other servers mistrust this route. Waits for the DNS. */
    List<Finding> check(Route route);

    /**
     * One step of a test.
     *
     * @param target the server, as address and port
     * @param name   what was done
     * @param done   whether it went well
     * @param said   what the server said, or what went wrong
     */
    record Step(String target, String name, boolean done, String said) {}

    /**
     * One thing that was looked at.
     *
     * @param name  what
     * @param good  whether nothing is wrong
     * @param about what was found, in words
     */
    record Finding(String name, boolean good, String about) {}
}
