package org.waypost.server.configuration.schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.waypost.server.configuration.Finding;
import org.waypost.server.configuration.reading.XmlNode;
import org.waypost.server.configuration.reading.XmlText;

/**
 * An XML file.
 *
 * @param file name in the conf folder
 * @param description what it is for
 * @param root its outermost element
 */
public record XmlSchema(String file, String description, Element root) implements FileSchema {

    @Override
    public List<Finding> check(Path path) {
        XmlNode node;
        try {
            node = XmlText.read(path);
        } catch (XmlText.NotWellFormed e) {
            return List.of(Finding.error(file, e.line(), "", "", "isn't well-formed XML: " + e.getMessage()));
        } catch (IOException e) {
            return List.of(Finding.error(file, 0, "", "", "can't be read: " + e.getMessage()));
        }
        if (!node.name().equals(root.name())) {
            return List.of(Finding.error(
                    file, node.line(), node.name(), "", "expected <" + root.name() + "> as outermost element"));
        }
        List<Finding> findings = new ArrayList<>();
        check(node, root, root.name(), findings);
        return findings;
    }

    private void check(XmlNode node, Element element, String path, List<Finding> findings) {
        checkAttributes(node, element, path, findings);
        checkText(node, element, path, findings);
        List<String> seen = new ArrayList<>();
        for (XmlNode child : node.children()) {
            String childPath = path + "/" + child.name();
            Optional<Element> known = find(element, child.name());
            if (known.isEmpty()) {
                if (!element.open()) {
                    findings.add(Finding.error(
                            file,
                            child.line(),
                            childPath,
                            "",
                            "unknown element"
                                    + Nearest.hint(
                                            child.name(),
                                            element.children().stream()
                                                    .map(Element::name)
                                                    .toList())));
                }
                continue;
            }
            if (seen.contains(child.name()) && !known.get().repeated()) {
                findings.add(Finding.error(file, child.line(), childPath, child.text(), "stands twice; keep one"));
            }
            seen.add(child.name());
            check(child, known.get(), childPath, findings);
        }
        element.children().stream()
                .filter(Element::required)
                .filter(child -> !seen.contains(child.name()))
                .forEach(child -> findings.add(Finding.error(
                        file,
                        node.line(),
                        path + "/" + child.name(),
                        "",
                        "missing; expected "
                                + child.type().map(ValueType::expected).orElse("an element <" + child.name() + ">"))));
    }

    private void checkAttributes(XmlNode node, Element element, String path, List<Finding> findings) {
        node.attributes().forEach((name, value) -> {
            Optional<Key> known = element.attributes().stream()
                    .filter(key -> key.matches(name))
                    .findFirst();
            if (known.isEmpty()) {
                if (!element.open() && !name.startsWith("xml")) {
                    findings.add(Finding.error(
                            file,
                            node.line(),
                            path + "@" + name,
                            "",
                            "unknown attribute"
                                    + Nearest.hint(
                                            name,
                                            element.attributes().stream()
                                                    .map(Key::name)
                                                    .toList())));
                }
            } else if (!known.get().type().accepts(value.strip())) {
                ValueType type = known.get().type();
                findings.add(Finding.error(
                        file,
                        node.line(),
                        path + "@" + name,
                        type.secret() ? "(hidden)" : value,
                        "expected " + type.expected()));
            }
        });
        element.attributes().stream()
                .filter(Key::required)
                .filter(key -> node.attribute(key.name()).isEmpty())
                .forEach(key -> findings.add(Finding.error(
                        file,
                        node.line(),
                        path + "@" + key.name(),
                        "",
                        "missing; expected " + key.type().expected())));
    }

    private void checkText(XmlNode node, Element element, String path, List<Finding> findings) {
        String text = node.text();
        if (element.type().isEmpty()) {
            if (!text.isEmpty() && !element.open()) {
                findings.add(Finding.error(
                        file, node.line(), path, shortened(text), "expected no text here, only the elements within"));
            }
            return;
        }
        ValueType type = element.type().get();
        if (!type.accepts(text)) {
            findings.add(Finding.error(
                    file,
                    node.line(),
                    path,
                    type.secret() ? "(hidden)" : shortened(text),
                    "expected " + type.expected()));
        }
    }

    private static String shortened(String text) {
        String flat = text.replaceAll("\\s+", " ");
        return flat.length() <= 80 ? flat : flat.substring(0, 77) + "...";
    }

    private static Optional<Element> find(Element element, String name) {
        return element.children().stream()
                .filter(child -> child.name().equals(name))
                .findFirst()
                .or(() -> element.children().stream()
                        .filter(child -> "*".equals(child.name()))
                        .findFirst());
    }

    @Override
    public Stream<Entry> entries() {
        return entries(root, root.name());
    }

    private static Stream<Entry> entries(Element element, String path) {
        Entry self = new Entry(
                path, element.type().map(ValueType::expected).orElse(""), element.standard(), element.description());
        Stream<Entry> attributes = element.attributes().stream()
                .map(key ->
                        new Entry(path + "@" + key.name(), key.type().expected(), key.standard(), key.description()));
        Stream<Entry> children =
                element.children().stream().flatMap(child -> entries(child, path + "/" + child.name()));
        return Stream.concat(Stream.of(self), Stream.concat(attributes, children));
    }
}
