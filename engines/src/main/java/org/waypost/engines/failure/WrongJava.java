package org.waypost.engines.failure;

/** The engines run on one Java version, and this is another. */
public final class WrongJava extends EngineFailure {
    private static final long serialVersionUID = 1L;

    public WrongJava(int found, int expected, String javaHome) {
        super(
                "The wrong Java runs this server",
                "Java " + found + " in " + javaHome,
                "Install Java " + expected + " (Debian: openjdk-" + expected
                        + "-jre-headless) and point JAVA_HOME at it.",
                null);
    }
}
