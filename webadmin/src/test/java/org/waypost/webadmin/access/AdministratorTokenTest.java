package org.waypost.webadmin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministratorTokenTest {
    @TempDir
    Path folder;

    private Path file;
    private AdministratorToken token;

    @BeforeEach
    void make() throws Exception {
        file = folder.resolve("webadmin/token");
        token = new AdministratorToken(file);
    }

    @Test
    void isMadeAtFirstStartForItsOwnerOnly() throws Exception {
        String made = Files.readString(file).strip();

        // 256 bits in base64url.
        assertThat(made).matches("[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(token.matches(made)).isTrue();
        assertThat(token.matches(made.substring(1))).isFalse();
        assertThat(token.matches("")).isFalse();
    }

    @Test
    void isKeptOverARestart() throws Exception {
        String made = Files.readString(file).strip();

        assertThat(new AdministratorToken(file).matches(made)).isTrue();
    }

    @Test
    void isReplacedByWritingAnother() throws Exception {
        String made = Files.readString(file).strip();
        assertThat(token.matches(made)).isTrue();

        write("b".repeat(40));

        assertThat(token.matches("b".repeat(40))).isTrue();
        assertThat(token.matches(made)).isFalse();
    }

    @Test
    void emptyOrShortOrMissingFileLetsNobodyIn() throws Exception {
        write("");
        assertThat(token.matches("")).isFalse();
        write("short");
        assertThat(token.matches("short")).isFalse();
        Files.delete(file);
        assertThat(token.matches("short")).isFalse();
    }

    private void write(String content) throws Exception {
        Files.writeString(file, content);
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 2_000));
    }
}
