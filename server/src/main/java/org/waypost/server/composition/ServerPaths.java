package org.waypost.server.composition;

import java.nio.file.Path;
import org.apache.james.filesystem.api.JamesDirectoriesProvider;
import org.apache.james.server.core.configuration.Configuration;

/**
 * Where a server finds its program, its configuration and its data.
 *
 * @param home read-only program folder with {@code lib} and {@code engines}
 * @param conf configuration folder ({@code file://conf/})
 * @param var data folder ({@code file://var/})
 * @param log log folder
 */
public record ServerPaths(Path home, Path conf, Path var, Path log) {
    public ServerPaths {
        home = home.toAbsolutePath().normalize();
        conf = conf.toAbsolutePath().normalize();
        var = var.toAbsolutePath().normalize();
        log = log.toAbsolutePath().normalize();
    }

    /** The same as James sees it. */
    public Configuration asJamesConfiguration() {
        return new Configuration.Basic(
                new Configuration.ConfigurationPath("file://conf/"), new Directories(home, conf, var));
    }

    /** James' folders with another one for the configuration, for parts that write beside what they read. */
    public JamesDirectoriesProvider withConfigurationIn(Path folder) {
        return new Directories(home, folder, var);
    }

    private record Directories(Path home, Path conf, Path var) implements JamesDirectoriesProvider {
        @Override
        public String getAbsoluteDirectory() {
            return "/";
        }

        @Override
        public String getConfDirectory() {
            return conf + "/";
        }

        @Override
        public String getVarDirectory() {
            return var + "/";
        }

        @Override
        public String getRootDirectory() {
            return home.toString();
        }
    }
}
