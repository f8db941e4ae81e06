package org.waypost.mailets.quota;

import java.util.List;

/** Which stage holds after a change of use. */
final class Crossing {
    private Crossing() {}

    /** The share that is used, in whole percent; 0 without a limit. */
    static int percent(long used, long limit) {
        if (limit < 0) {
            return 0;
        }
        return limit == 0 ? 100 : (int) Math.min(1000, Math.floor(used * 100.0 / limit));
    }

    /**
     * The stage after a change; higher than before when the user must be told.
     *
     * @param stages in percent, the smaller first
     * @param warned the stage that held, 0 for none
     * @param used   in percent
     * @param again  how far below a stage use must be before the stage is left
     */
    static int next(List<Integer> stages, int warned, int used, int again) {
        int reached = 0;
        int kept = 0;
        for (int stage : stages) {
            if (used >= stage) {
                reached = stage;
            }
            if (stage <= warned && used > stage - again) {
                kept = stage;
            }
        }
        return Math.max(reached, kept);
    }
}
