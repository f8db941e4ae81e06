package org.waypost.server.jmx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The two files by which JMX knows its administrator, readable by the owner only.
 *
 * <p>James would go on without a password when it can't write the files; here the start fails.
 */
final class JmxCredentials {
    static final String USER = "waypost-admin";
    private static final String PASSWORD_FILE = "jmxremote.password";
    private static final String ACCESS_FILE = "jmxremote.access";
    private static final int PASSWORD_BYTES = 24;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path folder;

    JmxCredentials(Path folder) {
        this.folder = folder;
    }

    /** Makes what is missing and takes rights away from all others; an operator's own password stays. */
    void prepare() {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            keep(folder.resolve(PASSWORD_FILE), USER + " " + password() + "\n");
            keep(folder.resolve(ACCESS_FILE), USER + " readwrite\n");
        } catch (IOException e) {
            throw new UncheckedIOException("JMX needs its password file in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void keep(Path file, String content) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(file, content, StandardCharsets.US_ASCII, StandardOpenOption.TRUNCATE_EXISTING);
        }
        Files.setPosixFilePermissions(file, OWNER_ONLY);
    }

    private static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
