package org.waypost.server.configuration.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One element of an XML file.
 *
 * @param name the tag; {@code *} for an element of any name
 * @param type what its text may be; absent when it has only children or attributes
 * @param standard the value that holds when the element is absent, in words
 * @param description what it is for
 * @param attributes its attributes
 * @param children its children
 * @param required whether its parent must hold it
 * @param repeated whether it may stand several times
 * @param open whether children and attributes that aren't listed are allowed (parameters of mailets and handlers)
 */
public record Element(
        String name,
        Optional<ValueType> type,
        String standard,
        String description,
        List<Key> attributes,
        List<Element> children,
        boolean required,
        boolean repeated,
        boolean open) {

    /** Copies the lists. */
    public Element {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** An element that holds children, or only attributes. */
    public static Element group(String name, String description) {
        return new Element(name, Optional.empty(), "", description, List.of(), List.of(), false, false, false);
    }

    /** An element that holds a value. */
    public static Element value(String name, ValueType type, String standard, String description) {
        return new Element(name, Optional.of(type), standard, description, List.of(), List.of(), false, false, false);
    }

    /** The same element with these children after those that it has. */
    public Element with(Element... more) {
        return with(List.of(more));
    }

    /** The same element with these children after those that it has. */
    public Element with(List<Element> more) {
        List<Element> all = new ArrayList<>(children);
        all.addAll(more);
        return new Element(name, type, standard, description, attributes, all, required, repeated, open);
    }

    /** The same element with these attributes after those that it has. */
    public Element attributes(Key... more) {
        List<Key> all = new ArrayList<>(attributes);
        all.addAll(List.of(more));
        return new Element(name, type, standard, description, all, children, required, repeated, open);
    }

    /** The same element, which must be there. */
    public Element mandatory() {
        return new Element(name, type, standard, description, attributes, children, true, repeated, open);
    }

    /** The same element, which may stand several times. */
    public Element many() {
        return new Element(name, type, standard, description, attributes, children, required, true, open);
    }

    /** The same element, with parameters that this schema doesn't know. */
    public Element withParameters() {
        return new Element(name, type, standard, description, attributes, children, required, repeated, true);
    }
}
