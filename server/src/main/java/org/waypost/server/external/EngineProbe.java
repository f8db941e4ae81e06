package org.waypost.server.external;

/** Asks one of the operator's own engines how it does. */
public interface EngineProbe {
    /** Such as {@code opensearch}. */
    String name();

    /** Where it is reached, without credentials. */
    String address();

    /** Asks; takes some seconds at most and never throws because of what the engine does. */
    EngineAnswer ask();
}
