package org.waypost.server;

import org.waypost.server.command.Installation;
import org.waypost.server.command.ServerRunner;
import org.waypost.server.composition.ServerPaths;

/** Lets the command run the server in its own process. */
public final class ForegroundServer implements ServerRunner {
    @Override
    public int run(Installation installation) {
        return Main.run(
                new ServerPaths(installation.home(), installation.conf(), installation.var(), installation.log()));
    }
}
