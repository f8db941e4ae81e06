package org.waypost.server.configuration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.server.configuration.reading.XmlNode;
import org.waypost.server.configuration.reading.XmlText;
import org.waypost.server.configuration.schema.Nearest;

/** Rules for mailetcontainer.xml that its schema can't hold: processors, classes and the ends of processors. */
final class Pipeline {
    private static final String FILE = "mailetcontainer.xml";
    private static final List<String> REQUIRED = List.of("root", "transport", "error");
    private static final Set<String> COMBINING = Set.of("And", "Or", "Not", "Xor");
    /** Mailets after which nothing of a mail is left in the processor. */
    private static final Set<String> ENDS =
            Set.of("ToProcessor", "ToRepository", "Null", "RemoteDelivery", "LocalDelivery");

    private final ClassesAtHand classes = new ClassesAtHand();
    private final List<Finding> findings = new ArrayList<>();

    private Pipeline() {}

    static List<Finding> check(Path file, boolean jmap) {
        XmlNode root;
        try {
            root = XmlText.read(file);
        } catch (IOException | XmlText.NotWellFormed e) {
            throw new IllegalStateException(FILE + " changed while it was checked", e);
        }
        Pipeline pipeline = new Pipeline();
        root.child("processors").ifPresent(processors -> pipeline.processors(processors, jmap));
        return pipeline.findings;
    }

    private void processors(XmlNode processors, boolean jmap) {
        List<XmlNode> all = processors.children("processor").toList();
        Set<String> states = new java.util.TreeSet<>();
        for (XmlNode processor : all) {
            String state = processor.attribute("state").orElse("");
            if (!states.add(state)) {
                findings.add(Finding.error(FILE, processor.line(), "processor@state", state, "stands twice; keep one"));
            }
        }
        REQUIRED.stream()
                .filter(state -> !states.contains(state))
                .forEach(state -> findings.add(Finding.error(
                        FILE,
                        processors.line(),
                        "processor@state",
                        state,
                        "missing; expected a processor of this name")));
        for (XmlNode processor : all) {
            steps(processor, states);
            end(processor);
        }
        required(
                all,
                "transport",
                "RemoveMimeHeader",
                "All",
                "removes Bcc, which no other recipient may see (RFC 5322 §3.6.3)");
        if (jmap) {
            required(
                    all,
                    "transport",
                    "VacationMailet",
                    "RecipientIsLocal",
                    "sends vacation replies; needed while JMAP is on");
            required(
                    all,
                    "transport",
                    "JMAPFiltering",
                    "RecipientIsLocal",
                    "applies the users' filters; needed while JMAP is on");
        }
    }

    private void steps(XmlNode processor, Set<String> states) {
        String state = processor.attribute("state").orElse("");
        Set<String> named = processor
                .children("matcher")
                .flatMap(matcher -> matcher.attribute("name").stream())
                .collect(Collectors.toSet());
        processor.children("matcher").forEach(matcher -> matcher(matcher, named));
        processor.children("mailet").forEach(mailet -> {
            String name = mailet.attribute("class").orElse("");
            if (classes.missing(name, "org.apache.james.transport.mailets.")) {
                findings.add(Finding.error(
                        FILE, mailet.line(), state + "/mailet@class", name, "no such mailet on the class path"));
            }
            matcher(mailet, named);
            Stream.of("processor", "errorProcessor", "bounceProcessor", "overQuotaProcessor", "releaseTo")
                    .flatMap(mailet::children)
                    .filter(target -> !target.text().isEmpty() && !target.text().contains("${"))
                    .filter(target -> !states.contains(target.text()) && !"ghost".equals(target.text()))
                    .forEach(target -> findings.add(Finding.error(
                            FILE,
                            target.line(),
                            state + "/mailet/" + target.name(),
                            target.text(),
                            "no processor has this name" + Nearest.hint(target.text(), states))));
        });
    }

    private void matcher(XmlNode node, Set<String> named) {
        if (node.attribute("match").isPresent() && node.attribute("notmatch").isPresent()) {
            findings.add(Finding.error(
                    FILE,
                    node.line(),
                    node.name() + "@notmatch",
                    node.attribute("notmatch").orElse(""),
                    "match is set too; expected one of them"));
        }
        Stream.of("match", "notmatch")
                .flatMap(key -> node.attribute(key).stream())
                .forEach(value -> {
                    String name = value.split("=", 2)[0].strip();
                    if (!named.contains(name)
                            && !COMBINING.contains(name)
                            && classes.missing(name, "org.apache.james.transport.matchers.")) {
                        findings.add(Finding.error(
                                FILE, node.line(), node.name() + "@match", value, "no such matcher on the class path"));
                    }
                });
        node.children("matcher").forEach(child -> matcher(child, named));
    }

    /** A mail that runs off the end of a processor is deleted, so the last step must take every recipient. */
    private void end(XmlNode processor) {
        String state = processor.attribute("state").orElse("");
        List<XmlNode> mailets = processor.children("mailet").toList();
        XmlNode last = mailets.isEmpty() ? null : mailets.get(mailets.size() - 1);
        if (last == null || !ENDS.contains(simple(last)) || !takesAll(last)) {
            findings.add(Finding.error(
                    FILE,
                    last == null ? processor.line() : last.line(),
                    state + "/mailet",
                    last == null ? "" : last.attribute("class").orElse(""),
                    "mail that reaches the end of a processor is deleted; expected match=\"All\" and one of "
                            + String.join(", ", ENDS.stream().sorted().toList()) + " as last step"));
        }
    }

    private static boolean takesAll(XmlNode mailet) {
        return mailet.attribute("notmatch").isEmpty()
                && "All".equals(mailet.attribute("match").orElse("All"))
                && !"true".equals(mailet.textOf("passThrough").orElse("false"));
    }

    private static String simple(XmlNode mailet) {
        String name = mailet.attribute("class").orElse("");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private void required(List<XmlNode> processors, String state, String mailet, String match, String why) {
        boolean there = processors.stream()
                .filter(processor -> state.equals(processor.attribute("state").orElse("")))
                .flatMap(processor -> processor.children("mailet"))
                .anyMatch(step -> simple(step).equals(mailet)
                        && match.equals(step.attribute("match").orElse("All")));
        if (!there) {
            findings.add(Finding.error(
                    FILE,
                    processors.stream()
                            .filter(processor ->
                                    state.equals(processor.attribute("state").orElse("")))
                            .mapToInt(XmlNode::line)
                            .findFirst()
                            .orElse(0),
                    state + "/mailet",
                    mailet,
                    "missing; expected <mailet match=\"" + match + "\" class=\"" + mailet + "\"/>: it " + why));
        }
    }
}
