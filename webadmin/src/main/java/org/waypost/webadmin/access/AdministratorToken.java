package org.waypost.webadmin.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token that lets the {@code waypost} command in: 256 random bits in a file that only the server's user may read. Whoever writes
 * another into the file (of at least {@value #SHORTEST} characters) has replaced it; no restart is needed. An empty or missing file lets nobody in.
 */
public final class AdministratorToken {
    static final int SHORTEST = 32;

    private static final Logger LOGGER = LoggerFactory.getLogger(AdministratorToken.class);
    private static final int BYTES = 32;

    private record Read(FileTime time, long size, Optional<String> token) {}

    private final Path file;
    private Read last = new Read(FileTime.fromMillis(0), -1, Optional.empty());

    /** Takes the token of {@code file}, and makes one when there is no such file. */
    public AdministratorToken(Path file) throws IOException {
        this.file = file;
        if (!Files.exists(file)) {
            generate();
        }
    }

    /** True when {@code candidate} is the token; takes the same time for every wrong one of its length. */
    public boolean matches(String candidate) {
        return current()
                .map(token -> MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    private synchronized Optional<String> current() {
        try {
            FileTime time = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            if (!time.equals(last.time()) || size != last.size()) {
                last = new Read(time, size, read());
            }
        } catch (IOException e) {
            if (last.token().isPresent()) {
                LOGGER.error("{}: can't be read, so the administrator's token lets nobody in ({})", file, e.toString());
            }
            last = new Read(FileTime.fromMillis(0), -1, Optional.empty());
        }
        return last.token();
    }

    private Optional<String> read() throws IOException {
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (token.length() < SHORTEST) {
            LOGGER.error(
                    "{}: the token has {} characters, expected at least {}; it lets nobody in",
                    file,
                    token.length(),
                    SHORTEST);
            return Optional.empty();
        }
        return Optional.of(token);
    }

    private void generate() throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(token + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            LOGGER.info("Made a token for administrators in {}", file);
        } catch (FileAlreadyExistsException e) {
            LOGGER.info("Took the token for administrators that was just put into {}", file);
        }
    }
}
