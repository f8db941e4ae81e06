package org.waypost.server.jmx;

import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.filesystem.api.JamesDirectoriesProvider;
import org.apache.james.modules.server.JMXServer;
import org.apache.james.modules.server.JmxConfiguration;
import org.waypost.server.composition.ServerPaths;

/** James' JMX server that never runs without a password, and keeps it in {@code var/jmx}. */
@Singleton
final class GuardedJmxServer extends JMXServer {
    @Inject
    GuardedJmxServer(JmxConfiguration configuration, ServerPaths paths) {
        super(configuration, folder(configuration, paths));
    }

    private static JamesDirectoriesProvider folder(JmxConfiguration configuration, ServerPaths paths) {
        var folder = paths.var().resolve("jmx");
        if (configuration.isEnabled()) {
            new JmxCredentials(folder).prepare();
        }
        return paths.withConfigurationIn(folder);
    }
}
