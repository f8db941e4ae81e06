package org.waypost.server.configuration.schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.waypost.server.configuration.Finding;
import org.waypost.server.configuration.reading.PropertiesText;
import org.waypost.server.configuration.reading.PropertiesText.Line;

/**
 * A properties file.
 *
 * @param file name in the conf folder
 * @param description what it is for
 * @param keys what it may hold, in the order of the reference page
 */
public record PropertiesSchema(String file, String description, List<Key> keys) implements FileSchema {

    /** Copies the keys. */
    public PropertiesSchema {
        keys = List.copyOf(keys);
    }

    @Override
    public List<Finding> check(Path path) {
        List<Finding> findings = new ArrayList<>();
        PropertiesText text;
        try {
            text = PropertiesText.read(path);
        } catch (IOException e) {
            return List.of(Finding.error(file, 0, "", "", "can't be read: " + e.getMessage()));
        }
        Map<String, Integer> seen = new HashMap<>();
        for (Line line : text.lines()) {
            check(line, seen, findings);
        }
        keys.stream()
                .filter(Key::required)
                .filter(key -> text.lines().stream().noneMatch(line -> key.matches(line.key())))
                .forEach(key -> findings.add(Finding.error(
                        file,
                        0,
                        key.name(),
                        "",
                        "missing; expected " + key.type().expected())));
        return findings;
    }

    private void check(Line line, Map<String, Integer> seen, List<Finding> findings) {
        if (!line.assigned()) {
            findings.add(Finding.error(file, line.number(), line.key(), "", "no value; expected key=value"));
            return;
        }
        Integer before = seen.putIfAbsent(line.key(), line.number());
        if (before != null) {
            findings.add(Finding.error(
                    file, line.number(), line.key(), "", "stands twice, first in line " + before + "; keep one"));
            return;
        }
        Key key = find(line.key());
        if (key == null) {
            findings.add(Finding.error(
                    file,
                    line.number(),
                    line.key(),
                    "",
                    "unknown key"
                            + Nearest.hint(
                                    line.key(), keys.stream().map(Key::name).toList())));
        } else if (!key.type().accepts(line.value())) {
            findings.add(Finding.error(
                    file,
                    line.number(),
                    line.key(),
                    key.type().secret() ? "(hidden)" : line.value(),
                    "expected " + key.type().expected()));
        }
    }

    private Key find(String written) {
        return keys.stream()
                .filter(key -> !key.isPattern() && key.matches(written))
                .findFirst()
                .or(() -> keys.stream().filter(key -> key.matches(written)).findFirst())
                .orElse(null);
    }

    @Override
    public Stream<Entry> entries() {
        return keys.stream()
                .map(key -> new Entry(key.name(), key.type().expected(), key.standard(), key.description()));
    }
}
