package org.waypost.server.external;

/**
 * What an engine answered when it was asked how it does.
 *
 * @param state how it does
 * @param version that it says it has; empty when it didn't
 * @param detail in words, what is wrong and what to do; empty when nothing is
 */
public record EngineAnswer(State state, String version, String detail) {

    /** How an engine does. */
    public enum State {
        /** It answers and is well. */
        WELL,
        /** It answers, but not all of it works. */
        IMPAIRED,
        /** It is of no use now. */
        UNUSABLE
    }

    static EngineAnswer well(String version) {
        return new EngineAnswer(State.WELL, version, "");
    }

    static EngineAnswer impaired(String version, String detail) {
        return new EngineAnswer(State.IMPAIRED, version, detail);
    }

    static EngineAnswer unusable(String detail) {
        return new EngineAnswer(State.UNUSABLE, "", detail);
    }
}
