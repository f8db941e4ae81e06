package org.waypost.engines.failure;

import java.time.Duration;
import org.waypost.engines.settings.Engine;

/** An engine runs but did not get ready before its deadline. */
public final class NotReadyInTime extends EngineFailure {
    private static final long serialVersionUID = 1L;

    public NotReadyInTime(Engine engine, Duration waited, String lastLines) {
        super(
                engine + " did not get ready in time",
                "waited " + waited.toSeconds() + " s; last log lines:\n" + lastLines,
                "Look into its log; on a slow machine raise start.timeout in engines.properties.",
                null);
    }
}
