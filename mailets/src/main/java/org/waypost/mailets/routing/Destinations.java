package org.waypost.mailets.routing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.waypost.accounts.routes.Route;
import org.waypost.mailets.routing.Parts.Part;

/**
 * Gives out the connections of routes and destinations, so that a destination that is slow doesn't take those of all.
 *
 * <p>Mail for a busy destination waits in memory for its turn, in order, as many mails of a route as it may have connections.
 * What is more than that goes back to its queue and is told when to come again: one mail after the other, at the pace at which
 * the destination takes mail.
 */
final class Destinations {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final double WEIGHT_OF_LAST = 0.2;

    /** A connection that may be used until it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Place {
        private final Deque<Object> waiting = new ArrayDeque<>();
        private int sending;
        private double secondsPerMail;
        private long lastComing = System.nanoTime();
    }

    private static final class Load {
        private int sending;
        private int waiting;
    }

    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Load> routes = new HashMap<>();
    private boolean closed;

    /**
     * Takes a connection, and waits for one when none is free.
     *
     * @param outdated whether the part is no longer what the table says; asked again at {@link #reconsider}
     * @return nothing when the part is outdated, or too many mails wait already
     * @throws InterruptedException when the server stops
     */
    synchronized Optional<Turn> take(Part part, BooleanSupplier outdated) throws InterruptedException {
        Route route = part.route();
        Place place = places.computeIfAbsent(part.place(), name -> new Place());
        Load load = routes.computeIfAbsent(route.name(), name -> new Load());
        if (!place.waiting.isEmpty() || !free(route, place, load)) {
            if (load.waiting >= route.connections()) {
                return Optional.empty();
            }
            await(route, place, load, outdated);
        }
        if (closed) {
            throw new InterruptedException("The server stops");
        }
        if (outdated.getAsBoolean()) {
            return Optional.empty();
        }
        place.sending++;
        load.sending++;
        long since = System.nanoTime();
        return Optional.of(() -> give(part, place, load, since));
    }

    private void await(Route route, Place place, Load load, BooleanSupplier outdated) throws InterruptedException {
        Object ticket = new Object();
        place.waiting.add(ticket);
        load.waiting++;
        try {
            while (!closed
                    && !outdated.getAsBoolean()
                    && (place.waiting.peek() != ticket || !free(route, place, load))) {
                wait();
            }
        } finally {
            place.waiting.remove(ticket);
            load.waiting--;
            notifyAll();
        }
    }

    private static boolean free(Route route, Place place, Load load) {
        return place.sending < route.connectionsPerDestination() && load.sending < route.connections();
    }

    private synchronized void give(Part part, Place place, Load load, long since) {
        place.sending--;
        load.sending--;
        double seconds = (System.nanoTime() - since) / 1e9;
        place.secondsPerMail = place.secondsPerMail == 0
                ? seconds
                : place.secondsPerMail + WEIGHT_OF_LAST * (seconds - place.secondsPerMail);
        if (place.sending == 0 && place.waiting.isEmpty() && place.lastComing <= System.nanoTime()) {
            places.remove(part.place(), place);
        }
        notifyAll();
    }

    /** After which pause a mail that found no place comes again: behind those that were told before it. */
    synchronized Duration turnAfter(Part part) {
        Place place = places.computeIfAbsent(part.place(), name -> new Place());
        long now = System.nanoTime();
        long pace = (long) (place.secondsPerMail * 1e9 / part.route().connectionsPerDestination());
        long coming = Math.max(now + SHORTEST.toNanos(), place.lastComing + pace);
        coming = Math.min(coming, now + LONGEST.toNanos());
        place.lastComing = coming;
        return Duration.ofNanos(coming - now);
    }

    /** Lets waiting mail look again whether it is outdated. */
    synchronized void reconsider() {
        notifyAll();
    }

    /** Ends all waiting. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
