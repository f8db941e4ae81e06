package org.waypost.server.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.waypost.accounts.routes.RouteSecrets;

/**
 * The key that encrypts passwords of routes, in a file that only the server's user may read. It is made once; the servers of
 * a cluster share it by a copy.
 */
final class RouteKeyFile {
    private final Path file;

    RouteKeyFile(Path var) {
        this.file = var.resolve("secrets").resolve("routes.key");
    }

    /** Reads the key, and makes it when there is none. */
    byte[] key() {
        try {
            if (!Files.exists(file)) {
                make();
            }
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == RouteSecrets.KEY_LENGTH) {
                return key;
            }
            throw new IllegalStateException(wrong(key.length + " octets"));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(wrong("something else"), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The key of the routes, " + file + ", can't be read or made", e);
        }
    }

    private String wrong(String found) {
        return "The key of the routes, " + file + ", holds " + found + ", expected " + RouteSecrets.KEY_LENGTH
                + " octets in Base64; restore the file, or remove it and set the passwords of the routes again";
    }

    /** A file that is there is never replaced, and never seen half written. */
    private void make() throws IOException {
        byte[] key = new byte[RouteSecrets.KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path fresh = Files.createTempFile(
                file.getParent(),
                "routes",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, Base64.getEncoder().encodeToString(key) + "\n");
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another start was quicker: its key holds.
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
