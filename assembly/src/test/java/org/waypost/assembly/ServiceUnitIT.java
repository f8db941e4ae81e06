package org.waypost.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd itself says about the unit; no running systemd is needed for that. */
class ServiceUnitIT {
    private static final Path UNIT = Delivered.ROOT.resolve("assembly/src/deb/systemd/waypost.service");

    /** On systemd's scale from 0 (nothing is exposed) to 10; a unit without protection has 9.6. */
    private static final double MOST_EXPOSURE = 2.0;

    @TempDir
    private Path folder;

    @Test
    void systemdFindsNoMistake() throws Exception {
        Path unit = folder.resolve("waypost.service");
        // The program is not installed at this point.
        Files.writeString(unit, Files.readString(UNIT).replace("/usr/bin/waypost", "/bin/sh"));

        Shell result = Shell.call("systemd-analyze", "verify", unit.toString());

        assertThat(result.output()).doesNotContain("waypost.service");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void systemdFindsTheUnitWellProtected() throws Exception {
        String output = Shell.succeed("systemd-analyze", "security", "--no-pager", "--offline=true", UNIT.toString());

        Matcher level =
                Pattern.compile("exposure level for waypost.service: ([0-9.]+)").matcher(output);
        assertThat(level.find()).as(output).isTrue();
        assertThat(Double.parseDouble(level.group(1))).isLessThanOrEqualTo(MOST_EXPOSURE);
    }
}
