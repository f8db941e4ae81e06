package org.waypost.server.configuration.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.waypost.server.configuration.reading.XmlNode;

/**
 * The processors of a pipeline, as they stand in the file.
 *
 * @param line       where the list of processors begins
 * @param processors in the order of the file
 */
public record Flow(int line, List<Processor> processors) {
    public Flow {
        processors = List.copyOf(processors);
    }

    /** Reads the tree of a {@code mailetcontainer.xml}. */
    public static Flow of(XmlNode root) {
        return root.child("processors")
                .map(node -> new Flow(
                        node.line(),
                        node.children("processor").map(Processor::of).toList()))
                .orElseGet(() -> new Flow(root.line(), List.of()));
    }

    /** Whether a parameter of that name holds what must not be shown. */
    static boolean secret(String parameter) {
        return parameter.toLowerCase(Locale.ROOT).matches(".*(password|secret).*");
    }

    /** The names of all processors. */
    public Set<String> states() {
        return processors.stream().map(Processor::state).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A list of steps under a name.
     *
     * @param state    its name
     * @param matchers the matchers that it names for its steps
     * @param steps    in their order
     */
    public record Processor(String state, int line, List<XmlNode> matchers, List<Step> steps) {
        public Processor {
            matchers = List.copyOf(matchers);
            steps = List.copyOf(steps);
        }

        private static Processor of(XmlNode node) {
            return new Processor(
                    node.attribute("state").orElse(""),
                    node.line(),
                    node.children("matcher").toList(),
                    node.children("mailet").map(Step::new).toList());
        }

        /** The names of its matchers. */
        Set<String> named() {
            return matchers.stream()
                    .flatMap(matcher -> matcher.attribute("name").stream())
                    .collect(Collectors.toSet());
        }

        /** Its last step. */
        Optional<Step> last() {
            return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
        }
    }

    /** A mailet with its matcher. */
    public record Step(XmlNode node) {
        /** Where it stands. */
        public int line() {
            return node.line();
        }

        /** The class as it is written. */
        public String mailet() {
            return node.attribute("class").orElse("");
        }

        /** The class without its package. */
        public String name() {
            return mailet().substring(mailet().lastIndexOf('.') + 1);
        }

        /** The matcher with its condition, as it is written; one that is turned round begins with {@code not }. */
        public String match() {
            return node.attribute("notmatch").map(match -> "not " + match).orElseGet(() -> node.attribute("match")
                    .orElse("All"));
        }

        /** Whether it takes whatever comes. */
        public boolean takesAll() {
            return match().equals("All") && !passes();
        }

        /** Whether it is told to leave the mail to the next step as well. */
        public boolean passes() {
            return node.textOf("passThrough").filter("true"::equals).isPresent();
        }

        /** What is said to a parameter, unless nothing is. */
        public Optional<String> said(String parameter) {
            return node.textOf(parameter);
        }
    }
}
