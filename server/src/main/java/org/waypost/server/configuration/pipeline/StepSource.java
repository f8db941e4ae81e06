package org.waypost.server.configuration.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the source of a mailet or a matcher says about it.
 *
 * @param about  the paragraphs for the reader, in Markdown, the first of them a summary
 * @param sample the block for {@code mailetcontainer.xml}
 */
record StepSource(String about, Optional<String> sample) {
    private static final Pattern SAMPLE = Pattern.compile("<pre><code>\\s*\\n(.*?)</code></pre>", Pattern.DOTALL);

    /** Reads it from a source folder of the room. */
    static StepSource read(Path sources, String className) throws IOException {
        String text = Files.readString(sources.resolve(className.replace('.', '/') + ".java"));
        String simple = className.substring(className.lastIndexOf('.') + 1);
        Matcher javadoc = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*public (?:final )?class " + simple
                                + "\\b",
                        Pattern.DOTALL)
                .matcher(text);
        if (!javadoc.find()) {
            return new StepSource("", Optional.empty());
        }
        String words = javadoc.group(1).replaceAll("(?m)^\\s*\\* ?", "");
        Matcher sample = SAMPLE.matcher(words);
        Optional<String> block = sample.find()
                ? Optional.of(sample.group(1)
                        .replace("{@literal @}", "@")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&#64;", "@")
                        .replace("&amp;", "&")
                        .stripTrailing())
                : Optional.empty();
        return new StepSource(markdown(SAMPLE.matcher(words).replaceAll("")), block);
    }

    private static String markdown(String javadoc) {
        return javadoc.replaceAll("\\{@link (?:[\\w.]+[.#])?#?(\\w+)[^}]*}", "`$1`")
                .replaceAll("\\{@(?:code|literal) ([^}]*)}", "`$1`")
                .replaceAll("(?m)^@\\w+ .*$", "")
                .replaceAll("\\s*\\n<p>", "\n\n")
                .replaceAll("(?s)<li>\\s*", "- ")
                .replaceAll("</?(?:ul|ol|li|p|b|i|em)>", "")
                .replace("<code>", "`")
                .replace("</code>", "`")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("(?m)^[ \\t]+", "")
                .replaceAll("(?<!\\n)\\n(?![\\n-])", " ")
                // The table of the page tells them.
                .replaceAll("(?m)^Parameters?: .*$", "")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }
}
