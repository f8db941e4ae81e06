package org.waypost.server.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopMarkerTest {
    @TempDir
    Path var;

    @Test
    void theFirstStartFollowsNothing() {
        assertThat(StopMarker.set(var).lastStopWasUnclean()).isFalse();
    }

    @Test
    void aStopInOrderIsClean() {
        StopMarker.set(var).clear();

        assertThat(StopMarker.set(var).lastStopWasUnclean()).isFalse();
    }

    @Test
    void aServerThatNeverSaidGoodByeStoppedUncleanly() {
        StopMarker killed = StopMarker.set(var);
        assertThat(killed.lastStopWasUnclean()).isFalse();

        StopMarker next = StopMarker.set(var);
        assertThat(next.lastStopWasUnclean()).isTrue();

        next.clear();
        assertThat(StopMarker.set(var).lastStopWasUnclean()).isFalse();
    }
}
