package org.waypost.server.external;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.waypost.webadmin.product.EngineReport.Engine;
import org.waypost.webadmin.product.EngineReport.State;

/** One of the operator's own engines as WebAdmin shows it: asked each time, and since when it does as it does. */
public final class ExternalEngine {
    private final EngineProbe probe;
    private final Clock clock;
    private State state = State.STARTING;
    private Instant since;

    public ExternalEngine(EngineProbe probe, Clock clock) {
        this.probe = probe;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** How it does now. */
    public Engine shown() {
        EngineAnswer answer = probe.ask();
        State now = answer.state() == EngineAnswer.State.UNUSABLE ? State.FAILED : State.READY;
        return new Engine(
                probe.name(),
                Optional.of(answer.version()).filter(version -> !version.isEmpty()),
                false,
                now,
                probe.address(),
                Optional.empty(),
                0,
                reached(now),
                answer.detail());
    }

    private synchronized Instant reached(State now) {
        if (state != now) {
            state = now;
            since = clock.instant();
        }
        return since;
    }
}
