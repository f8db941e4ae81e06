package org.waypost.engines.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.engines.ChildJvm;
import org.waypost.engines.failure.DataLocked;
import org.waypost.engines.failure.DiskFull;
import org.waypost.engines.failure.FolderUnusable;
import org.waypost.engines.failure.NewerData;

class VarFolderTest {
    @TempDir
    Path temp;

    @Test
    void theFolderIsMadeForThisUserAloneAndStamped() throws Exception {
        Path folder = temp.resolve("a/var");
        try (VarFolder var = VarFolder.open(folder, "0.1.0")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(var.path())))
                    .isEqualTo("rwx------");
            assertThat(folder.resolve("version")).hasContent("format=1\nprogram=0.1.0\n");
            assertThat(folder.resolve("lock"))
                    .hasContent(ProcessHandle.current().pid() + "\n");
            assertThat(var.previousVersion()).isEqualTo(new DataVersion(1, "0.1.0"));
        }
    }

    @Test
    void theStampTellsWhoWroteTheDataLast() {
        VarFolder.open(temp, "0.1.0").close();
        try (VarFolder var = VarFolder.open(temp, "0.2.0")) {
            assertThat(var.previousVersion().program()).isEqualTo("0.1.0");
        }
        try (VarFolder var = VarFolder.open(temp, "0.2.0")) {
            assertThat(var.previousVersion().program()).isEqualTo("0.2.0");
        }
    }

    @Test
    void aSecondServerInThisProcessIsRefused() {
        try (VarFolder var = VarFolder.open(temp, "0.1.0")) {
            assertThatExceptionOfType(DataLocked.class)
                    .isThrownBy(() -> VarFolder.open(var.path(), "0.1.0").close())
                    .withMessageContaining("process " + ProcessHandle.current().pid());
        }
        VarFolder.open(temp, "0.1.0").close();
    }

    @Test
    void anotherServerIsRefusedAndTheHolderNamedUntilItIsKilled() throws Exception {
        try (ChildJvm holder = ChildJvm.start(LockHolder.class, temp.toString())) {
            holder.awaitLine("held");
            assertThatExceptionOfType(DataLocked.class)
                    .isThrownBy(() -> VarFolder.open(temp, "0.1.0").close())
                    .satisfies(refusal -> {
                        assertThat(refusal.whatHappened()).isEqualTo("Another server uses this data");
                        assertThat(refusal.value())
                                .contains(temp.toString())
                                .contains("process " + holder.pid())
                                .contains("java");
                        assertThat(refusal.whatToDo()).contains("waypost stop");
                    });
            holder.kill();
        }
        VarFolder.open(temp, "0.1.0").close();
    }

    @Test
    void dataOfANewerProgramIsRefusedAndLeftAlone() throws Exception {
        String newer = "format=2\nprogram=9.0.0\n";
        Files.writeString(temp.resolve("version"), newer);
        assertThatExceptionOfType(NewerData.class)
                .isThrownBy(() -> VarFolder.open(temp, "0.1.0").close())
                .satisfies(refusal -> {
                    assertThat(refusal.value())
                            .contains("format 2")
                            .contains("9.0.0")
                            .contains("up to format 1");
                    assertThat(refusal.whatToDo()).contains("9.0.0 or newer");
                });
        assertThat(temp.resolve("version")).hasContent(newer);
        Files.writeString(temp.resolve("version"), "format=1\nprogram=9.0.0\n");
        VarFolder.open(temp, "0.1.0").close();
    }

    @Test
    void aBrokenStampIsRefusedWithWhatWasExpected() throws Exception {
        Files.writeString(temp.resolve("version"), "one");
        assertThatExceptionOfType(FolderUnusable.class)
                .isThrownBy(() -> VarFolder.open(temp, "0.1.0").close())
                .withMessageContaining("'one', expected two lines");
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        assertThatExceptionOfType(FolderUnusable.class)
                .isThrownBy(() -> VarFolder.open(file, "0.1.0").close())
                .withMessageContaining(file.toString());
    }

    @Test
    void tooLittleDiskIsRefusedWithBothNumbers() {
        assertThatExceptionOfType(DiskFull.class)
                .isThrownBy(() -> DiskSpace.require(temp, Integer.MAX_VALUE))
                .satisfies(refusal -> {
                    assertThat(refusal.value()).matches("[0-9]+ MiB free, 2147483647 MiB needed");
                    assertThat(refusal.whatToDo()).contains("disk.minimum.free");
                });
        DiskSpace.require(temp, 0);
    }
}
