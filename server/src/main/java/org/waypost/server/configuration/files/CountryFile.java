package org.waypost.server.configuration.files;

import static org.waypost.server.configuration.schema.Key.optional;

import java.util.List;
import org.waypost.server.configuration.schema.PropertiesSchema;
import org.waypost.server.configuration.schema.Values;

/** Where the table of countries comes from. */
final class CountryFile {
    static final PropertiesSchema SCHEMA = new PropertiesSchema(
            "country.properties",
            "The table of addresses and countries.",
            List.of(
                    optional(
                            "database",
                            Values.file(),
                            "the shipped one",
                            "MMDB file with countries; a new one is taken while the server runs."),
                    optional("watch.seconds", Values.integer(1, 86_400), "30", "Time between two looks at that file."),
                    optional(
                            "warn.days",
                            Values.integer(1, 36_500).or("never"),
                            "365",
                            "Age of the table from which the health check warns."),
                    optional(
                            "deadline.seconds",
                            Values.integer(1, 60),
                            "10",
                            "How long a recipient's settings may take to read."),
                    optional(
                            "unavailable",
                            Values.oneOf("accept", "later"),
                            "accept",
                            "What becomes of mail when they can't be read: it is let in, or put off.")));

    private CountryFile() {}
}
