package org.waypost.server.command.doctor;

import java.util.List;

/** Java 17: the engines run on no other. */
public final class JavaCheck implements Check {
    private static final int NEEDED = 17;

    private final int feature;

    /** Looks at the Java that runs the command; the launch script takes the same for the server. */
    public JavaCheck() {
        this(Runtime.version().feature());
    }

    JavaCheck(int feature) {
        this.feature = feature;
    }

    @Override
    public List<Result> look(Patient patient) {
        String found = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        return List.of(
                feature == NEEDED
                        ? Result.ok("Java", found)
                        : Result.error(
                                "Java",
                                found,
                                "Java 17 is needed. On Debian: apt-get install openjdk-17-jre-headless; "
                                        + "WAYPOST_JAVA names it when there are several."));
    }
}
