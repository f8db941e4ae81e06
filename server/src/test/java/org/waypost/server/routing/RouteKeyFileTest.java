package org.waypost.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("feature-119")
class RouteKeyFileTest {
    @TempDir
    Path var;

    @Test
    void theKeyIsMadeOnceAndNobodyElseMayReadIt() throws Exception {
        byte[] key = new RouteKeyFile(var).key();

        assertThat(new RouteKeyFile(var).key()).hasSize(32).isEqualTo(key);
        Path file = var.resolve("secrets/routes.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aDamagedKeyIsNamedAndNotReplaced() throws Exception {
        Path file = var.resolve("secrets/routes.key");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "c2hvcnQ=");

        assertThatThrownBy(() -> new RouteKeyFile(var).key())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("expected 32 octets");
        assertThat(file).hasContent("c2hvcnQ=");
    }
}
