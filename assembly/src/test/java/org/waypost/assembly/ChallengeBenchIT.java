package org.waypost.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.bench.Report.Count;
import org.waypost.bench.challenge.ChallengeBench;
import picocli.CommandLine;

/** {@code bench/challenge} in its small form: forged and genuine senders with SPF from a DNS of its own, over a restart. */
@Tag("feature-78")
class ChallengeBenchIT {
    @TempDir
    Path folder;

    @Test
    void forgedSendersAreNeverAskedAndGenuineOnesGetTheirMailThrough() {
        ChallengeBench bench = new ChallengeBench();

        int code = new CommandLine(bench)
                .execute(
                        "--home",
                        Delivered.folder().toString(),
                        "--var",
                        folder.toString(),
                        "--forged",
                        "1000",
                        "--genuine",
                        "20",
                        "--short-lived");

        assertThat(bench.report().counts()).hasSize(7).allMatch(Count::holds);
        assertThat(code).isZero();
    }
}
