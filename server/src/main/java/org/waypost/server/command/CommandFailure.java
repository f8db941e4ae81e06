package org.waypost.server.command;

/** A verb can't do what it was asked: why, what to do, and with which code the command exits. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String remedy;

    /**
     * Fails a verb.
     *
     * @param exitCode one of {@link ExitCode}
     * @param message what went wrong, for a human
     * @param remedy what to do; empty when there is nothing to say
     */
    public CommandFailure(int exitCode, String message, String remedy) {
        super(message);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }

    /** What to do, or empty. */
    public String remedy() {
        return remedy;
    }
}
