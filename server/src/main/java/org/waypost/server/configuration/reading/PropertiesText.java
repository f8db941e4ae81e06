package org.waypost.server.configuration.reading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A properties file with the line number of each key: comments begin with {@code #} or {@code !},
 * a backslash at the end of a line joins the next one, the first {@code =} or {@code :} parts key and value.
 */
public record PropertiesText(List<Line> lines) {

    /**
     * One key.
     *
     * @param number line, counted from 1
     * @param key key without surrounding spaces
     * @param value value without surrounding spaces
     * @param assigned whether there was a {@code =} or {@code :}
     */
    public record Line(int number, String key, String value, boolean assigned) {}

    /** Copies the lines. */
    public PropertiesText {
        lines = List.copyOf(lines);
    }

    /** Reads a UTF-8 file. */
    public static PropertiesText read(Path path) throws IOException {
        return parse(Files.readAllLines(path, StandardCharsets.UTF_8));
    }

    /** Reads a file that may be absent: then it has no keys. */
    public static PropertiesText readIfPresent(Path path) throws IOException {
        return Files.isRegularFile(path) ? read(path) : new PropertiesText(List.of());
    }

    static PropertiesText parse(List<String> raw) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            String text = raw.get(i).strip();
            if (text.isEmpty() || text.charAt(0) == '#' || text.charAt(0) == '!') {
                continue;
            }
            int first = i + 1;
            StringBuilder joined = new StringBuilder(text);
            while (endsWithOddBackslash(joined) && i + 1 < raw.size()) {
                joined.setLength(joined.length() - 1);
                i++;
                joined.append(raw.get(i).strip());
            }
            lines.add(line(first, joined.toString()));
        }
        return new PropertiesText(lines);
    }

    private static Line line(int number, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' || c == ':') {
                return new Line(
                        number,
                        text.substring(0, i).strip(),
                        text.substring(i + 1).strip(),
                        true);
            }
        }
        return new Line(number, text, "", false);
    }

    private static boolean endsWithOddBackslash(CharSequence text) {
        int count = 0;
        for (int i = text.length() - 1; i >= 0 && text.charAt(i) == '\\'; i--) {
            count++;
        }
        return count % 2 == 1;
    }

    /** The value of a key, when it is there. */
    public Optional<String> value(String key) {
        return lines.stream()
                .filter(line -> line.key().equals(key))
                .map(Line::value)
                .findFirst();
    }

    /** The line of a key, or 0. */
    public int lineOf(String key) {
        return lines.stream()
                .filter(line -> line.key().equals(key))
                .mapToInt(Line::number)
                .findFirst()
                .orElse(0);
    }
}
