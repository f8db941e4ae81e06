package org.waypost.server.command;

/**
 * Runs the server in this process. Found through {@link java.util.ServiceLoader}, so that the command doesn't load
 * the server's classes for any other verb.
 */
public interface ServerRunner {
    /**
     * Runs the server until it is told to stop.
     *
     * @return exit code of the process, one of {@link ExitCode}
     */
    int run(Installation installation);
}
