package org.waypost.engines.process;

import java.nio.file.Path;
import org.waypost.engines.failure.WrongJava;

/**
 * The Java that runs this server and its engines.
 *
 * @param home its folder
 * @param feature its version, such as 17
 */
public record JavaRuntime(Path home, int feature) {
    /** Cassandra 5.0 and OpenSearch 2.19 agree on this one. */
    public static final int NEEDED = 17;

    public static JavaRuntime current() {
        return new JavaRuntime(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    public Path launcher() {
        return home.resolve("bin").resolve("java");
    }

    /** Throws {@link WrongJava} unless it is {@link #NEEDED}. */
    public void require() {
        if (feature != NEEDED) {
            throw new WrongJava(feature, NEEDED, home.toString());
        }
    }
}
