package org.waypost.mailets.routing;

import java.util.HashMap;
import java.util.Map;

/** Counts connections to each destination, so that one that is slow doesn't take those of all. */
final class Destinations {
    private final Map<String, Integer> used = new HashMap<>();

    /** Takes a place; false when all are taken. */
    synchronized boolean take(String place, int most) {
        int now = used.getOrDefault(place, 0);
        if (now >= most) {
            return false;
        }
        used.put(place, now + 1);
        return true;
    }

    /** Gives a place back. */
    synchronized void free(String place) {
        used.computeIfPresent(place, (name, now) -> now > 1 ? now - 1 : null);
    }
}
