package org.waypost.server.command;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folders of one server.
 *
 * @param home program files, read only
 * @param conf configuration
 * @param var data
 * @param log logs
 */
public record Installation(Path home, Path conf, Path var, Path log) {
    /** Environment variable for {@link #home}. */
    public static final String HOME = "WAYPOST_HOME";
    /** Environment variable for {@link #conf}. */
    public static final String CONF = "WAYPOST_CONF";
    /** Environment variable for {@link #var}. */
    public static final String VAR = "WAYPOST_VAR";
    /** Environment variable for {@link #log}. */
    public static final String LOG = "WAYPOST_LOG";

    /** Makes the folders absolute. */
    public Installation {
        home = home.toAbsolutePath().normalize();
        conf = conf.toAbsolutePath().normalize();
        var = var.toAbsolutePath().normalize();
        log = log.toAbsolutePath().normalize();
    }

    /** Folders from options (null when not given), else from the environment, else under home. */
    static Installation of(Path home, Path conf, Path var, Path log, Map<String, String> environment) {
        Path base = choose(home, environment, HOME, Path.of(""));
        Path data = choose(var, environment, VAR, base.resolve("var"));
        return new Installation(
                base,
                choose(conf, environment, CONF, base.resolve("conf")),
                data,
                choose(log, environment, LOG, data.resolve("log")));
    }

    private static Path choose(Path option, Map<String, String> environment, String variable, Path standard) {
        if (option != null) {
            return option;
        }
        String value = environment.get(variable);
        return value == null || value.isBlank() ? standard : Path.of(value);
    }

    /** Where the running server writes its process id. */
    public Path pidFile() {
        return var.resolve("run").resolve("waypost.pid");
    }

    /** Resolves {@code file://conf/x}, {@code file://var/x}, {@code file:///x} and plain paths. */
    public Path resolve(String url) {
        if (url.startsWith("file://conf/")) {
            return conf.resolve(url.substring("file://conf/".length()));
        }
        if (url.startsWith("file://var/")) {
            return var.resolve(url.substring("file://var/".length()));
        }
        if (url.startsWith("file://")) {
            return Path.of(url.substring("file://".length()));
        }
        return Path.of(url);
    }
}
