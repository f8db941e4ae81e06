package org.waypost.server.configuration.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.waypost.server.configuration.Finding;
import org.waypost.server.configuration.pipeline.Flow.Processor;
import org.waypost.server.configuration.pipeline.Flow.Step;
import org.waypost.server.configuration.reading.XmlNode;
import org.waypost.server.configuration.reading.XmlText;

/**
 * Rules for {@code mailetcontainer.xml} that its schema can't hold: processors and their ends, classes, parameters and
 * conditions, and where mail goes. The start of the server, {@code config check} and {@code mailets check} share it.
 */
public final class PipelineCheck {
    private static final List<String> REQUIRED = List.of("root", "transport", "error");

    private final String file;
    private final Flow flow;
    private final StepCheck steps;
    private final Exits exits;
    private final List<Finding> findings = new ArrayList<>();

    private PipelineCheck(String file, Flow flow) {
        StepClasses classes = new StepClasses();
        this.file = file;
        this.flow = flow;
        this.exits = new Exits(classes);
        this.steps = new StepCheck(file, flow.states(), classes, exits, findings);
    }

    /**
     * Checks a file that its schema found sound.
     *
     * @param name how the findings call it
     * @param jmap whether JMAP is on, which needs two steps
     */
    public static List<Finding> check(Path path, String name, boolean jmap) {
        XmlNode root;
        try {
            root = XmlText.read(path);
        } catch (IOException | XmlText.NotWellFormed e) {
            throw new IllegalStateException(name + " changed while it was checked", e);
        }
        PipelineCheck check = new PipelineCheck(name, Flow.of(root));
        check.processors();
        check.required("RemoveMimeHeader", "All", "removes Bcc, which no other recipient may see (RFC 5322 §3.6.3)");
        if (jmap) {
            if (!check.has("VacationMailet", "RecipientIsLocal")) {
                check.required("AutoReply", "RecipientIsLocal", "sends automatic answers; needed while JMAP is on");
            }
            check.required("JMAPFiltering", "RecipientIsLocal", "applies the users' filters; needed while JMAP is on");
        }
        check.oneAnswer();
        check.unreached();
        check.circles();
        return check.findings;
    }

    private void processors() {
        Set<String> states = new TreeSet<>();
        for (Processor processor : flow.processors()) {
            if (!states.add(processor.state())) {
                error(processor.line(), "processor@state", processor.state(), "stands twice; keep one");
            }
        }
        REQUIRED.stream()
                .filter(state -> !states.contains(state))
                .forEach(state ->
                        error(flow.line(), "processor@state", state, "missing; expected a processor of this name"));
        for (Processor processor : flow.processors()) {
            steps.check(processor);
            end(processor);
        }
    }

    /** A mail that runs off the end of a processor is deleted, so the last step must take every recipient. */
    private void end(Processor processor) {
        Optional<Step> last = processor.last();
        if (last.filter(step -> step.takesAll() && exits.last(step)).isEmpty()) {
            error(
                    last.map(Step::line).orElse(processor.line()),
                    processor.state() + "/mailet",
                    last.map(Step::mailet).orElse(""),
                    "mail that reaches the end of a processor is deleted; expected match=\"All\" and a step that leaves"
                            + " nothing, such as ToProcessor, ToRepository, RemoteDelivery or Null, as the last one");
        }
    }

    private Optional<Processor> transport() {
        return flow.processors().stream()
                .filter(processor -> processor.state().equals("transport"))
                .findFirst();
    }

    private boolean has(String mailet, String match) {
        return transport().stream()
                .flatMap(processor -> processor.steps().stream())
                .anyMatch(step -> step.name().equals(mailet) && step.match().equals(match));
    }

    /** Both would answer with the text of the first kind. */
    private void oneAnswer() {
        List<Step> all = flow.processors().stream()
                .flatMap(processor -> processor.steps().stream())
                .toList();
        if (all.stream().anyMatch(step -> step.name().equals("AutoReply"))) {
            all.stream()
                    .filter(step -> step.name().equals("VacationMailet"))
                    .forEach(step -> error(
                            step.line(),
                            "mailet@class",
                            "VacationMailet",
                            "AutoReply stands there too, so senders would get two answers; keep AutoReply"));
        }
    }

    private void required(String mailet, String match, String why) {
        if (!has(mailet, match)) {
            error(
                    transport().map(Processor::line).orElse(0),
                    "transport/mailet",
                    mailet,
                    "missing; expected <mailet match=\"" + match + "\" class=\"" + mailet + "\"/>: it " + why);
        }
    }

    /** A processor that no step leads to is probably a reference that was lost. */
    private void unreached() {
        Set<String> reached = new LinkedHashSet<>(Set.of("root", "error"));
        flow.processors().stream()
                .flatMap(processor -> processor.steps().stream())
                .flatMap(exits::of)
                .forEach(exit -> reached.add(exit.processor()));
        flow.processors().stream()
                .filter(processor -> !reached.contains(processor.state()))
                .forEach(processor -> findings.add(Finding.warning(
                        file,
                        processor.line(),
                        "processor@state",
                        processor.state(),
                        "no step leads here, so only mail that an administrator sends here is processed by it")));
    }

    /** What no other step takes must not go round for ever between last steps. */
    private void circles() {
        Map<String, String> next = new LinkedHashMap<>();
        flow.processors().forEach(processor -> processor
                .last()
                .filter(step -> step.takesAll() && step.name().equals("ToProcessor"))
                .flatMap(step -> step.said("processor"))
                .ifPresent(target -> next.put(processor.state(), target)));
        Set<String> reported = new TreeSet<>();
        for (Processor processor : flow.processors()) {
            List<String> way = new ArrayList<>();
            String state = processor.state();
            while (state != null && !way.contains(state)) {
                way.add(state);
                state = next.get(state);
            }
            if (state != null && state.equals(processor.state()) && reported.addAll(way)) {
                way.add(state);
                error(
                        processor.last().orElseThrow().line(),
                        state + "/mailet/processor",
                        way.get(1),
                        "mail that no other step takes goes round: " + String.join(", ", way));
            }
        }
    }

    private void error(int line, String key, String value, String expected) {
        findings.add(Finding.error(file, line, key, value, expected));
    }
}
