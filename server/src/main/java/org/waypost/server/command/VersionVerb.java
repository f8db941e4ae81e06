package org.waypost.server.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Command;

/** {@code waypost version}. */
@Command(name = "version", description = "Print the versions of Waypost and of Java.")
final class VersionVerb extends Verb {
    @Override
    public Integer call() throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("waypost", version());
        result.put("java", Runtime.version().toString());
        say("Waypost " + version() + " on Java " + Runtime.version(), result);
        return ExitCode.OK;
    }

    /** Version of this program, written by the build. */
    static String version() throws IOException {
        try (InputStream stream = VersionVerb.class.getResourceAsStream("version.properties")) {
            if (stream == null) {
                throw new IOException("version.properties is missing in the jar of the server");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        }
    }
}
