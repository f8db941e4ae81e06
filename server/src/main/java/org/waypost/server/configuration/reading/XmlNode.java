package org.waypost.server.configuration.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An element of an XML file with the line on which its start tag ends. */
public final class XmlNode {
    private final String name;
    private final int line;
    private final Map<String, String> attributes;
    private final List<XmlNode> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    XmlNode(String name, int line, Map<String, String> attributes) {
        this.name = name;
        this.line = line;
        this.attributes = new LinkedHashMap<>(attributes);
    }

    void add(XmlNode child) {
        children.add(child);
    }

    void append(char[] characters, int start, int length) {
        text.append(characters, start, length);
    }

    /** Name of the element. */
    public String name() {
        return name;
    }

    /** Line of the start tag, counted from 1. */
    public int line() {
        return line;
    }

    /** Attributes in the order of the file. */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** Value of an attribute. */
    public Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /** Children in the order of the file. */
    public List<XmlNode> children() {
        return children;
    }

    /** Children of one name. */
    public Stream<XmlNode> children(String child) {
        return children.stream().filter(node -> node.name.equals(child));
    }

    /** The first child of one name. */
    public Optional<XmlNode> child(String child) {
        return children(child).findFirst();
    }

    /** Text between the tags, without surrounding spaces and without that of children. */
    public String text() {
        return text.toString().strip();
    }

    /** Text of the first child of that name, unless empty. */
    public Optional<String> textOf(String child) {
        return child(child).map(XmlNode::text).filter(value -> !value.isEmpty());
    }
}
