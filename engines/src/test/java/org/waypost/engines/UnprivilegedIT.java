package org.waypost.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.engines.program.EngineHome;
import org.waypost.engines.settings.Engine;

/** An installed bundle: files that the server may read but not write, a user of its own without any right. */
class UnprivilegedIT {
    private static final int NOBODY = 65534;
    private static final Path ROOT = Path.of(System.getProperty("waypost.root"));

    @TempDir
    Path temp;

    @Test
    void allEnginesRunAsAnOrdinaryUserFromAReadOnlyBundle() throws Exception {
        Path home = temp.resolve("home");
        for (Engine engine : Engine.values()) {
            copy(new EngineHome(ROOT).of(engine), home.resolve("engines").resolve(engine.id()));
        }
        String classPath = classPath(Files.createDirectories(temp.resolve("classes")));
        Path var = Files.createDirectories(temp.resolve("var"));
        List<String> before = new ArrayList<>();
        if (Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setAttribute(var, "unix:uid", NOBODY);
            before.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        try (ChildJvm server = ChildJvm.start(
                before,
                classPath,
                EngineHost.class,
                home.toString(),
                var.toString(),
                "cassandra",
                "opensearch",
                "tika")) {
            String[] ready = server.awaitLine("ready").split(" ");
            assertThat(ready).hasSize(1 + Engine.values().length);
            if (!before.isEmpty()) {
                assertThat(Files.readAllLines(Path.of("/proc/" + ready[1] + "/status")))
                        .contains("Uid:\t65534\t65534\t65534\t65534");
            }
            server.terminate();
        }
    }

    /** The class path of this test where every user may read it. */
    private static String classPath(Path target) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path source = Path.of(entry);
            if (Files.exists(source)) {
                Path copy = target.resolve(copies.size() + "-" + source.getFileName());
                copy(source, copy);
                copies.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (Stream<Path> content = Files.walk(source)) {
            for (Path path : content.toList()) {
                Files.copy(path, target.resolve(source.relativize(path).toString()));
            }
        }
    }
}
