package org.waypost.server.configuration.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/** The page {@code docs/mailets.md}: every mailet and matcher of Waypost, from its source and its constants. */
public final class StepsPage {
    private static final String HEAD = String.join(
            "\n",
            "# Mailets and matchers",
            "",
            "Written from the classes and their Javadoc: change those, not this page.",
            "",
            "These are the steps that Waypost adds to those of Apache James, for `conf/mailetcontainer.xml`. In `class`"
                    + " and `match` the name is enough, unless James has a step of the same name: then write the whole"
                    + " class. `waypost mailets check` tells what is wrong in a file. Every mailet also takes"
                    + " `onMailetException` and `onMatchException`: a processor, or `ignore`, `propagate`, `nomatch`,"
                    + " `matchall`.",
            "");

    private final StepClasses classes = new StepClasses();
    private final Path root;

    private StepsPage(Path root) {
        this.root = root;
    }

    /**
     * The whole page.
     *
     * @param root the folder of the sources of all rooms
     */
    public static String text(Path root) throws IOException {
        return new StepsPage(root).write();
    }

    private String write() throws IOException {
        StringBuilder out = new StringBuilder(HEAD).append("\n");
        Map<String, String> mailets = classes.ownMailets();
        Map<String, String> matchers = classes.ownMatchers();
        mailets.keySet().forEach(name -> link(out, name));
        matchers.keySet().forEach(name -> link(out, name));
        out.append("\n## Mailets\n");
        for (String className : mailets.values()) {
            mailet(out, className);
        }
        if (!matchers.isEmpty()) {
            out.append("\n## Matchers\n");
        }
        for (String className : matchers.values()) {
            matcher(out, className);
        }
        return out.toString();
    }

    private static void link(StringBuilder out, String name) {
        out.append("- [")
                .append(name)
                .append("](#")
                .append(name.toLowerCase(java.util.Locale.ROOT))
                .append(")\n");
    }

    private void mailet(StringBuilder out, String className) throws IOException {
        head(out, className, classes.mailet(simple(className)));
        StepSource source = StepSource.read(root.resolve("mailets/src/main/java"), className);
        out.append(source.about()).append("\n");
        StepParameters parameters = new StepParameters(classes);
        if (parameters.last(className)) {
            out.append("\nNothing is left for the next step of what it takes: it may stand last in a processor.\n");
        }
        Parameters declared = parameters.of(className).orElseThrow().declared();
        List<Parameter<?>> all = declared.all().toList();
        out.append(
                all.isEmpty()
                        ? "\nIt takes no parameters.\n"
                        : "\n| parameter | value | default | meaning |\n|---|---|---|---|\n");
        all.forEach(parameter -> row(out, parameter));
        sample(out, source);
    }

    private void matcher(StringBuilder out, String className) throws IOException {
        head(out, className, classes.matcher(simple(className)));
        StepSource source = StepSource.read(root.resolve("matchers/src/main/java"), className);
        out.append(source.about()).append("\n");
        Optional<Parameter<?>> condition =
                new StepParameters(classes).condition(className).orElseThrow().condition();
        if (condition.isPresent()) {
            out.append("\n| condition | value | default | meaning |\n|---|---|---|---|\n");
            row(out, condition.get());
        } else {
            out.append("\nIt takes no condition.\n");
        }
        sample(out, source);
    }

    private static void head(StringBuilder out, String className, Optional<String> found) {
        out.append("\n### ").append(simple(className)).append("\n\n");
        if (!found.equals(Optional.of(className))) {
            out.append("To be named in full, since James has a step of this name: `")
                    .append(className)
                    .append("`.\n\n");
        }
    }

    private static void sample(StringBuilder out, StepSource source) {
        source.sample()
                .ifPresent(block -> out.append("\n```xml\n").append(block).append("\n```\n"));
    }

    private static void row(StringBuilder out, Parameter<?> parameter) {
        String standard = parameter.standard() != null
                ? "`" + parameter.standard() + "`"
                : parameter.optional() ? "none" : "required";
        out.append("| `").append(parameter.name()).append("` | ").append(cell(parameter.expected()));
        out.append(" | ")
                .append(cell(standard))
                .append(" | ")
                .append(cell(parameter.about()))
                .append(" |\n");
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", " ");
    }
}
