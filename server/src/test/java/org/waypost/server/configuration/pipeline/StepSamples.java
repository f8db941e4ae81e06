package org.waypost.server.configuration.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The samples in the Javadoc of all steps, for tests in other packages. */
public final class StepSamples {
    private StepSamples() {}

    /** By the full name of the class. */
    public static Map<String, String> all(Path root) throws IOException {
        StepClasses classes = new StepClasses();
        Map<String, String> samples = new TreeMap<>();
        for (String name : classes.ownMailets().values()) {
            samples.put(name, sample(root.resolve("mailets/src/main/java"), name));
        }
        for (String name : classes.ownMatchers().values()) {
            samples.put(name, sample(root.resolve("matchers/src/main/java"), name));
        }
        return samples;
    }

    private static String sample(Path sources, String name) throws IOException {
        return StepSource.read(sources, name).sample().orElseThrow(() -> new AssertionError(name + " has no sample"));
    }
}
