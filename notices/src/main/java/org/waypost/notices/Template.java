package org.waypost.notices;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheFactory;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with variables in double braces, such as {@code Dear {{name}}}; mustache's sections and partials are not taken. In HTML
 * the values are escaped.
 */
public final class Template {
    private static final Pattern TAG = Pattern.compile("\\{\\{([^}]*)}}+");
    private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]*)\\s*");

    private final Mustache compiled;

    private Template(Mustache compiled) {
        this.compiled = compiled;
    }

    /**
     * A plain text.
     *
     * @param known the variables that there are
     * @throws IllegalArgumentException with words for the person who wrote the text
     */
    public static Template text(String source, Set<String> known) {
        return compile(source, known, new WithoutFiles() {
            @Override
            public void encode(String value, Writer writer) {
                write(value, writer);
            }
        });
    }

    /**
     * A text in HTML.
     *
     * @param known the variables that there are
     * @throws IllegalArgumentException with words for the person who wrote the text
     */
    public static Template html(String source, Set<String> known) {
        return compile(source, known, new WithoutFiles());
    }

    private static Template compile(String source, Set<String> known, MustacheFactory factory) {
        Matcher tags = TAG.matcher(source);
        while (tags.find()) {
            Matcher name = NAME.matcher(tags.group(1));
            if (!name.matches() || !known.contains(name.group(1))) {
                throw new IllegalArgumentException("'" + tags.group() + "' is no variable; expected one of "
                        + new TreeSet<>(known)
                                .stream().map(each -> "{{" + each + "}}").toList());
            }
        }
        try {
            return new Template(factory.compile(new StringReader(source), "template"));
        } catch (MustacheException e) {
            throw new IllegalArgumentException("the template can't be read: " + e.getMessage(), e);
        }
    }

    /** The text with its variables filled in; those without a value are left out. */
    public String fill(Map<String, String> values) {
        StringWriter filled = new StringWriter();
        compiled.execute(filled, values);
        return filled.toString();
    }

    /** A template is a text of a stranger to this program: it reads no files. */
    private static class WithoutFiles extends DefaultMustacheFactory {
        @Override
        public Reader getReader(String resourceName) {
            throw new MustacheException("templates can't include others");
        }

        static void write(String value, Writer writer) {
            try {
                writer.write(value);
            } catch (java.io.IOException e) {
                throw new MustacheException(e);
            }
        }
    }
}
