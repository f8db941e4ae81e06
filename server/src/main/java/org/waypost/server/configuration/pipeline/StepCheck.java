package org.waypost.server.configuration.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.mail.internet.AddressException;
import org.waypost.server.configuration.Finding;
import org.waypost.server.configuration.pipeline.Flow.Processor;
import org.waypost.server.configuration.pipeline.Flow.Step;
import org.waypost.server.configuration.reading.XmlNode;
import org.waypost.server.configuration.schema.Nearest;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/** Checks single steps: that their classes are there and what is said to them. */
final class StepCheck {
    private static final String GHOST = "ghost";

    private final String file;
    private final Set<String> states;
    private final StepClasses classes;
    private final Exits exits;
    private final List<Finding> findings;

    StepCheck(String file, Set<String> states, StepClasses classes, Exits exits, List<Finding> findings) {
        this.file = file;
        this.states = states;
        this.classes = classes;
        this.exits = exits;
        this.findings = findings;
    }

    void check(Processor processor) {
        processor.matchers().forEach(matcher -> matcher(processor.state(), matcher, Set.of()));
        for (Step step : processor.steps()) {
            matcher(processor.state(), step.node(), processor.named());
            mailet(processor.state(), step);
            exits.of(step)
                    .filter(exit -> !states.contains(exit.processor()) && !GHOST.equals(exit.processor()))
                    .forEach(exit -> error(
                            step.node()
                                    .child(exit.parameter())
                                    .map(XmlNode::line)
                                    .orElse(step.line()),
                            processor.state() + "/mailet/" + exit.parameter(),
                            exit.processor(),
                            "no processor has this name" + Nearest.hint(exit.processor(), states)
                                    + (exit.said() ? "" : "; it holds because nothing is said")));
        }
    }

    private void mailet(String state, Step step) {
        if (!classes.atHand()) {
            return;
        }
        Optional<String> found = classes.mailet(step.mailet());
        if (found.isEmpty()) {
            error(
                    step.line(),
                    state + "/mailet@class",
                    step.mailet(),
                    "no such mailet on the class path"
                            + Nearest.hint(step.mailet(), classes.ownMailets().keySet()));
            return;
        }
        ambiguous(step.line(), state + "/mailet@class", step.mailet(), found.get(), classes.ownMailets());
        new StepParameters(classes).of(found.get()).ifPresent(takes -> parameters(state, step, takes));
    }

    /** A short name that James has too means the one of James, which may not be what was meant. */
    private void ambiguous(int line, String key, String written, String found, Map<String, String> own) {
        String ours = own.get(written);
        if (ours != null && !ours.equals(found)) {
            findings.add(Finding.warning(file, line, key, written, "means " + found + "; that of Waypost is " + ours));
        }
    }

    private void parameters(String state, Step step, StepParameters.Takes takes) {
        Parameters declared = takes.declared();
        Set<String> seen = new HashSet<>();
        for (XmlNode said : step.node().children()) {
            String key = state + "/mailet/" + said.name();
            Optional<Parameter<?>> parameter = declared.named(said.name());
            if (parameter.isPresent()) {
                if (!seen.add(said.name())) {
                    error(said.line(), key, shown(said.name(), said.text()), "stands twice; keep one");
                }
                if (!said.text().isEmpty()) {
                    value(said.line(), key, said.name(), said.text(), parameter.get());
                }
            } else if (!Parameters.ofEveryMailet(said.name()) && !said.name().matches(takes.more())) {
                List<String> names = declared.all().map(Parameter::name).toList();
                error(
                        said.line(),
                        key,
                        "",
                        step.name() + " takes no such parameter; expected "
                                + (names.isEmpty() ? "none" : "one of " + String.join(", ", names))
                                + Nearest.hint(said.name(), names));
            }
        }
        declared.all()
                .filter(parameter -> parameter.standard() == null && !parameter.optional())
                .filter(parameter -> step.said(parameter.name()).isEmpty())
                .forEach(parameter -> error(
                        step.line(),
                        state + "/mailet/" + parameter.name(),
                        "",
                        "missing; " + step.name() + " needs " + parameter.expected()));
    }

    private void value(int line, String key, String name, String text, Parameter<?> parameter) {
        if (text.contains("${")) {
            return;
        }
        try {
            parameter.reader().read(text);
        } catch (IllegalArgumentException | AddressException e) {
            error(line, key, shown(name, text), "expected " + parameter.expected());
        }
    }

    private void matcher(String state, XmlNode node, Set<String> named) {
        String key = state + "/" + node.name();
        if (node.attribute("match").isPresent() && node.attribute("notmatch").isPresent()) {
            error(
                    node.line(),
                    key + "@notmatch",
                    node.attribute("notmatch").orElse(""),
                    "match is set too; expected one of them");
        }
        Stream.of("match", "notmatch").forEach(attribute -> node.attribute(attribute)
                .filter(value -> !(named.contains(value) && attribute.equals("match")))
                .ifPresent(value -> match(node.line(), key + "@" + attribute, value, named)));
        node.children("matcher").forEach(child -> matcher(state, child, Set.of()));
    }

    private void match(int line, String key, String value, Set<String> named) {
        if (named.contains(value)) {
            error(line, key, value, "James can't turn a named matcher round; expected a matcher Not with a name");
            return;
        }
        if (!classes.atHand()) {
            return;
        }
        String[] parts = value.split("=", 2);
        Optional<String> found = classes.matcher(parts[0]);
        if (found.isEmpty()) {
            Set<String> known = new HashSet<>(classes.ownMatchers().keySet());
            known.addAll(named);
            error(line, key, value, "no such matcher on the class path" + Nearest.hint(parts[0], known));
            return;
        }
        ambiguous(line, key, parts[0], found.get(), classes.ownMatchers());
        new StepParameters(classes)
                .condition(found.get())
                .ifPresent(takes -> condition(line, key, value, parts, takes.condition()));
    }

    private void condition(int line, String key, String value, String[] parts, Optional<Parameter<?>> condition) {
        String said = parts.length == 2 ? parts[1].strip() : "";
        if (condition.isEmpty()) {
            if (!said.isEmpty()) {
                error(line, key, value, "expected no condition: " + parts[0] + " takes none");
            }
        } else if (!said.isEmpty()) {
            value(line, key, parts[0], said, condition.get());
        } else if (condition.get().standard() == null && !condition.get().optional()) {
            error(
                    line,
                    key,
                    value,
                    "expected " + parts[0] + "=" + condition.get().expected());
        }
    }

    private static String shown(String name, String text) {
        if (Flow.secret(name)) {
            return "(hidden)";
        }
        String flat = text.replaceAll("\\s+", " ");
        return flat.length() <= 80 ? flat : flat.substring(0, 77) + "...";
    }

    private void error(int line, String key, String value, String expected) {
        findings.add(Finding.error(file, line, key, value, expected));
    }
}
