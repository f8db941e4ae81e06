package org.waypost.server.standalone;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.james.util.DurationParser;
import org.apache.james.util.Size;
import org.waypost.server.composition.ServerPaths;

/**
 * The values of a properties file of the configuration folder. Every wrong one is an {@link IllegalArgumentException}
 * that names file, key, value and what was expected.
 */
final class PropertiesFile {
    private static final int HIGHEST_PORT = 65535;

    private final String name;
    private final Properties values;
    private final ServerPaths paths;

    private PropertiesFile(String name, Properties values, ServerPaths paths) {
        this.name = name;
        this.values = values;
        this.paths = paths;
    }

    /** Reads a file; one that isn't there is empty. */
    static PropertiesFile read(String name, ServerPaths paths) throws IOException {
        Properties values = new Properties();
        Path file = paths.conf().resolve(name);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            }
        }
        return new PropertiesFile(name, values, paths);
    }

    String text(String key, String standard) {
        return values.getProperty(key, standard).trim();
    }

    /** Empty when the key is missing or has no value. */
    Optional<String> text(String key) {
        return Optional.of(text(key, "")).filter(value -> !value.isEmpty());
    }

    String required(String key) {
        return text(key)
                .orElseThrow(() -> new IllegalArgumentException(name + ": " + key + " is missing; expected a value"));
    }

    /** The values between commas, at least one. */
    List<String> list(String key) {
        return Arrays.stream(required(key).split(",", -1))
                .map(String::trim)
                .peek(value -> {
                    if (value.isEmpty()) {
                        throw wrong(key, text(key, ""), "values between commas");
                    }
                })
                .toList();
    }

    int number(String key, int standard, int least, int most) {
        String value = text(key, String.valueOf(standard));
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw wrong(key, value, "a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }

    int port(String key, int standard) {
        return number(key, standard, 0, HIGHEST_PORT);
    }

    boolean flag(String key, boolean standard) {
        String value = text(key, String.valueOf(standard));
        if (!value.matches("true|false")) {
            throw wrong(key, value, "true or false");
        }
        return Boolean.parseBoolean(value);
    }

    Duration duration(String key, Duration standard, Duration least, Duration most) {
        String value = text(key, standard.toSeconds() + "s");
        String expected = "a duration such as 30s or 2m, from " + least.toSeconds() + "s to " + most.toHours() + "h";
        Duration read;
        try {
            read = DurationParser.parse(value, ChronoUnit.SECONDS);
        } catch (NumberFormatException e) {
            throw wrong(key, value, expected);
        }
        if (read.compareTo(least) < 0 || read.compareTo(most) > 0) {
            throw wrong(key, value, expected);
        }
        return read;
    }

    int megabytes(String key, int standard) {
        String value = text(key, standard + "M");
        try {
            return Math.toIntExact(Size.parse(value).asBytes() >> 20);
        } catch (Exception e) {
            throw wrong(key, value, "a size such as 512M or 1G");
        }
    }

    /** A file: {@code file://conf/x}, {@code file://var/x}, or an absolute path. */
    Optional<Path> file(String key) {
        return text(key).map(this::resolve);
    }

    /** A password: the content of the file that {@code key.file} names, else the value of the key itself. */
    String password(String key) {
        Optional<Path> file = file(key + ".file");
        if (file.isEmpty()) {
            return required(key);
        }
        try {
            return Files.readString(file.get(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    name + ": " + key + ".file is '" + text(key + ".file", "") + "', and " + file.get()
                            + " can't be read; expected a file with the password",
                    e);
        }
    }

    private Path resolve(String url) {
        if (url.startsWith("file://conf/")) {
            return paths.conf().resolve(url.substring("file://conf/".length()));
        }
        if (url.startsWith("file://var/")) {
            return paths.var().resolve(url.substring("file://var/".length()));
        }
        return Path.of(url.startsWith("file://") ? url.substring("file://".length()) : url);
    }

    IllegalArgumentException wrong(String key, String value, String expected) {
        return new IllegalArgumentException(name + ": " + key + " is '" + value + "'; expected " + expected);
    }
}
