package org.waypost.engines.failure;

import org.waypost.engines.settings.EnginePort;

/** A port that an engine needs is in use. */
public final class PortTaken extends EngineFailure {
    private static final long serialVersionUID = 1L;

    public PortTaken(EnginePort port, int number, String holder) {
        super(
                port.engine() + " can not listen on its port",
                "127.0.0.1:" + number + " is in use by " + holder,
                "End that process, or choose another port with " + port.key() + " in engines.properties.",
                null);
    }
}
