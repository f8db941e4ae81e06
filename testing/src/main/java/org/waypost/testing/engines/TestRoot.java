package org.waypost.testing.engines;

import java.nio.file.Files;
import java.nio.file.Path;

/** The root folder of the checkout: system property {@code waypost.root}, else found upwards from the working folder. */
public final class TestRoot {
    private static final Path MARK = Path.of("engines", "cassandra", "pom.xml");

    private TestRoot() {}

    public static Path path() {
        String named = System.getProperty("waypost.root");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(MARK))) {
                return folder;
            }
        }
        throw new IllegalStateException("System property waypost.root is not set, and no " + MARK
                + " stands above the working folder; expected the root of the checkout");
    }
}
