package org.waypost.assembly;

import java.nio.file.Path;

/** What this build has made. */
public final class Delivered {
    static final Path ROOT = Path.of(System.getProperty("waypost.root"));

    private Delivered() {}

    static String version() {
        return System.getProperty("waypost.version");
    }

    /** The bundle as a folder. */
    public static Path folder() {
        return ROOT.resolve("assembly/target/waypost-" + version());
    }

    static Path archive() {
        return ROOT.resolve("assembly/target/waypost-" + version() + ".tar.gz");
    }

    static Path debianPackage() {
        return ROOT.resolve("assembly/target/waypost_" + version() + "_all.deb");
    }
}
