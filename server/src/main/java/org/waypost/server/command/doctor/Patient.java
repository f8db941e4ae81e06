package org.waypost.server.command.doctor;

import java.util.List;
import java.util.Optional;
import org.waypost.server.command.Installation;
import org.waypost.server.command.remote.WebAdminClient;

/**
 * The server that is looked at.
 *
 * @param installation its folders
 * @param process the running server; absent when it is stopped
 * @param webAdmin its WebAdmin; absent when it is stopped or doesn't answer
 * @param domains its mail domains, without localhost; empty when they can't be asked for
 */
public record Patient(
        Installation installation,
        Optional<ProcessHandle> process,
        Optional<WebAdminClient> webAdmin,
        List<String> domains) {
    /** Copies the domains. */
    public Patient {
        domains = List.copyOf(domains);
    }

    /** Whether the server runs. */
    public boolean running() {
        return process.isPresent();
    }
}
