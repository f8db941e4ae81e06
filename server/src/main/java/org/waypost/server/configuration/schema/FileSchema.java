package org.waypost.server.configuration.schema;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.waypost.server.configuration.Finding;

/** What one file of the conf folder may hold. */
public sealed interface FileSchema permits PropertiesSchema, XmlSchema {

    /** File name in the conf folder. */
    String file();

    /** What the file is for, in one or two sentences. */
    String description();

    /** Checks one file that exists. */
    List<Finding> check(Path path);

    /** Every key, element and attribute for the reference page, in the order of the file. */
    Stream<Entry> entries();

    /**
     * One line of the reference page.
     *
     * @param path key, or path of the element
     * @param expected what its value may be; empty for an element that has only children
     * @param standard the value when absent
     * @param description what it is for
     */
    record Entry(String path, String expected, String standard, String description) {}
}
