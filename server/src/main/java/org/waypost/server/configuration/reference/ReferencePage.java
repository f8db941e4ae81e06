package org.waypost.server.configuration.reference;

import java.util.List;
import java.util.stream.Collectors;
import org.waypost.server.configuration.files.Schemas;
import org.waypost.server.configuration.schema.FileSchema;
import org.waypost.server.configuration.schema.FileSchema.Entry;

/** The page {@code docs/configuration.md}: every file and key with type, default and meaning. */
public final class ReferencePage {
    private static final String HEAD = String.join(
            "\n",
            "# Configuration reference",
            "",
            "Written from the schemas in `org.waypost.server.configuration.files`: change them, not this page.",
            "",
            "All files lie in the conf folder (`conf/` of the bundle, `/etc/waypost` of the Debian package). "
                    + "The server checks them before it starts and refuses unknown keys and wrong values; "
                    + "`waypost config check` does the same without starting. "
                    + "A file that is absent stands for its defaults.",
            "",
            "In XML files `a/b` is element `b` within `a`, and `a@b` is attribute `b` of `a`. "
                    + "`file://conf/x` and `file://var/x` are files in the conf and var folders. "
                    + "A value may refer to an environment variable: `${env:NAME}`.",
            "",
            "`logback.xml` is read by Logback; see its own comments.",
            "");

    private ReferencePage() {}

    /** The whole page. */
    public static String text() {
        List<FileSchema> schemas = Schemas.all();
        String contents = schemas.stream()
                .map(schema -> "- [" + schema.file() + "](#" + anchor(schema.file()) + ")")
                .collect(Collectors.joining("\n", "", "\n"));
        String files = schemas.stream().map(ReferencePage::file).collect(Collectors.joining("\n"));
        return HEAD + "\n" + contents + "\n" + files;
    }

    private static String file(FileSchema schema) {
        return "## " + schema.file() + "\n\n" + schema.description() + "\n\n"
                + "| key | value | default | meaning |\n|---|---|---|---|\n"
                + schema.entries().map(ReferencePage::row).collect(Collectors.joining());
    }

    private static String row(Entry entry) {
        return "| `" + entry.path() + "` | " + cell(entry.expected()) + " | " + cell(entry.standard()) + " | "
                + cell(entry.description()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("*", "\\*");
    }

    private static String anchor(String file) {
        return file.toLowerCase(java.util.Locale.ROOT).replace(".", "");
    }
}
