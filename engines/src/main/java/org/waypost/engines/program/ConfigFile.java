package org.waypost.engines.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the configuration of an engine from a template beside its class, in which {@code @NAME@} stands for a value. */
public final class ConfigFile {

    private ConfigFile() {}

    /**
     * Fills the template in and writes it.
     *
     * @param owner the class beside which the template lies
     * @throws IOException when it can't be written
     */
    public static void write(Path target, Class<?> owner, String template, Map<String, String> values)
            throws IOException {
        String content;
        try (InputStream in = owner.getResourceAsStream(template)) {
            if (in == null) {
                throw new IOException(template + " is not beside " + owner.getName());
            }
            content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            content = content.replace("@" + value.getKey() + "@", value.getValue());
        }
        Files.writeString(target, content, StandardCharsets.UTF_8);
    }

    /** A value between double quotes for YAML 1.2 §7.3.1. */
    public static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
