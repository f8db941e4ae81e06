package org.waypost.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundleIT {
    @Test
    void theArchiveHoldsAllThatTheServerNeeds() throws Exception {
        String top = "waypost-" + Delivered.version() + "/";
        List<String> names = Shell.succeed("tar", "-tzf", Delivered.archive().toString())
                .lines()
                .toList();

        assertThat(names).allMatch(name -> name.startsWith(top));
        assertThat(names)
                .contains(
                        top + "bin/waypost",
                        top + "conf/jvm.properties",
                        top + "docs/install.md",
                        top + "README.md",
                        top + "LICENSE",
                        top + "NOTICE",
                        top + "lib/waypost-server-" + Delivered.version() + ".jar");
        assertThat(names).anyMatch(name -> name.matches(top + "engines/cassandra/lib/cassandra-all-.*\\.jar"));
        assertThat(names).anyMatch(name -> name.matches(top + "engines/opensearch/lib/opensearch-[0-9.]*\\.jar"));
        assertThat(names).anyMatch(name -> name.matches(top + "engines/tika/.*tika-server-.*\\.jar"));
    }

    @Test
    void everyoneMayReadAndTheLaunchScriptRuns() throws Exception {
        List<String> entries = Shell.succeed("tar", "-tvzf", Delivered.archive().toString())
                .lines()
                .toList();

        assertThat(entries).allMatch(entry -> entry.matches("(d|-)rw.r-.r-. .*"));
        assertThat(entries)
                .anyMatch(entry -> entry.startsWith("-rwxr-xr-x root/root") && entry.endsWith("/bin/waypost"));
    }

    @Test
    void testLibrariesStayOut() throws Exception {
        try (Stream<Path> jars = Files.list(Delivered.folder().resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .noneMatch(jar -> jar.matches("(junit|assertj|mockito|awaitility|archunit|waypost-testing).*"));
        }
    }
}
