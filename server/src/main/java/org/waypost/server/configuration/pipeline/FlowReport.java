package org.waypost.server.configuration.pipeline;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.waypost.server.configuration.pipeline.Flow.Step;
import org.waypost.webadmin.mailets.MailFlow;

/** Tells a pipeline to WebAdmin. */
public final class FlowReport {
    private FlowReport() {}

    /** The same processors and steps, with what is secret left out. */
    public static List<MailFlow.Processor> of(Flow flow) {
        Exits exits = new Exits(new StepClasses());
        return flow.processors().stream()
                .map(processor -> new MailFlow.Processor(
                        processor.state(),
                        processor.steps().stream()
                                .map(step -> step(step, exits))
                                .toList()))
                .toList();
    }

    private static MailFlow.Step step(Step step, Exits exits) {
        Map<String, String> parameters = new LinkedHashMap<>();
        step.node()
                .children()
                .forEach(said -> parameters.merge(
                        said.name(),
                        Flow.secret(said.name()) ? "(hidden)" : said.text(),
                        (one, other) -> one + ", " + other));
        Set<String> leadsTo =
                exits.of(step).map(Exits.Exit::processor).collect(Collectors.toCollection(LinkedHashSet::new));
        return new MailFlow.Step(
                step.line(), step.match(), step.mailet(), parameters, List.copyOf(leadsTo), exits.last(step));
    }
}
