package org.waypost.server.healing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The name of this server among those on the same keyspace: made once, kept in {@code var/node}. */
public final class NodeName {
    private NodeName() {}

    /** Reads the name, or makes it. */
    public static String of(Path var) {
        Path file = var.resolve("node");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, UUID.randomUUID() + "\n");
            }
            String name = Files.readString(file).strip();
            if (name.isEmpty()) {
                throw new IllegalStateException(file + " is empty; expected the name of this node on one line");
            }
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be used: " + e.getMessage(), e);
        }
    }
}
