package org.waypost.webadmin.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which program this is.
 *
 * @param product its name
 * @param version its version
 * @param james   the version of James that it is built on
 * @param java    the version of Java that runs it
 */
public record Version(String product, String version, String james, String java) {

    /** The version of the running program. */
    public static Version running() {
        Properties built = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            built.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties of this program can't be read", e);
        }
        return new Version(
                "Waypost",
                built.getProperty("version"),
                built.getProperty("james"),
                System.getProperty("java.version"));
    }
}
