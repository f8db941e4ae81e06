package org.waypost.mailets.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;

/** Counts recipients by route and outcome, in the metrics {@code routedDelivery.ROUTE.OUTCOME}. */
@Singleton
public final class RouteFigures {

    /** What became of a recipient of a mail. */
    public enum Outcome {
        /** The next server took it. */
        DELIVERED,
        /** It is tried again. */
        DEFERRED,
        /** It is given up, and the sender told. */
        FAILED,
        /** Its destination was busy, so it waits. */
        BUSY,
        /** Another route takes it now. */
        MOVED
    }

    private final MetricFactory metrics;
    private final Map<String, Metric> counters = new ConcurrentHashMap<>();
    private final Map<String, Integer> sending = new ConcurrentSkipListMap<>();

    @Inject
    public RouteFigures(MetricFactory metrics) {
        this.metrics = metrics;
    }

    void count(String route, Outcome outcome, int recipients) {
        counter(route, outcome).add(recipients);
    }

    private Metric counter(String route, Outcome outcome) {
        String name = "routedDelivery." + route + "." + outcome.name().toLowerCase(java.util.Locale.ROOT);
        return counters.computeIfAbsent(name, metrics::generate);
    }

    void sending(String route, int change) {
        sending.merge(route, change, Integer::sum);
    }

    /** How many recipients had this outcome since the start. */
    public long counted(String route, Outcome outcome) {
        return counter(route, outcome).getCount();
    }

    /** How many mails are being sent now, by route. */
    public Map<String, Integer> sending() {
        return Map.copyOf(sending);
    }
}
