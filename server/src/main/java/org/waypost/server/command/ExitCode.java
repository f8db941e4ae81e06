package org.waypost.server.command;

/** Exit codes of the command; scripts may rely on them. */
public final class ExitCode {
    /** Done; nothing wrong. */
    public static final int OK = 0;
    /** Failed, or something is wrong. */
    public static final int FAILURE = 1;
    /** Wrong options or arguments. */
    public static final int USAGE = 2;
    /** The server isn't running or can't be reached. */
    public static final int NOT_RUNNING = 3;
    /** The server refused who we are. */
    public static final int REFUSED = 4;
    /** What was named doesn't exist. */
    public static final int NOT_FOUND = 5;
    /** It exists already, or the server is running already. */
    public static final int CONFLICT = 6;
    /** The configuration has errors. */
    public static final int CONFIGURATION = 7;

    private ExitCode() {}
}
