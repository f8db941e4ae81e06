package org.waypost.server.configuration.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.waypost.server.configuration.pipeline.Flow.Step;
import org.waypost.steps.Parameter;

/** Where a mail goes after a step, besides the next one. */
final class Exits {
    /** Parameters by which mailets name processors, for those whose parameters aren't known. */
    private static final List<String> USUAL =
            List.of("processor", "errorProcessor", "bounceProcessor", "overQuotaProcessor");

    /** What James reads of every step, with the words there that name no processor. */
    private static final Map<String, Set<String>> ON_FAILURE = Map.of(
            "onMailetException", Set.of("ignore", "propagate"), "onMatchException", Set.of("nomatch", "matchall"));

    private static final Set<String> JAMES_LAST =
            Set.of("ToProcessor", "ToRepository", "Null", "RemoteDelivery", "LocalDelivery");

    private final StepClasses classes;

    Exits(StepClasses classes) {
        this.classes = classes;
    }

    /**
     * A processor that a step names.
     *
     * @param parameter by which it is named
     * @param processor its name
     * @param said      whether that stands in the file, rather than being what holds when nothing is said
     */
    record Exit(String parameter, String processor, boolean said) {
        /** Whether mail goes there only when the step fails. */
        boolean onFailure() {
            return ON_FAILURE.containsKey(parameter);
        }
    }

    /** All processors that a step names. */
    Stream<Exit> of(Step step) {
        List<Exit> exits = new ArrayList<>();
        named(step).forEach((parameter, standard) -> step.said(parameter)
                .or(() -> standard)
                .filter(target -> !target.contains("${"))
                .ifPresent(target -> exits.add(
                        new Exit(parameter, target, step.said(parameter).isPresent()))));
        ON_FAILURE.forEach((parameter, words) -> step.said(parameter)
                .filter(target -> !words.contains(target))
                .ifPresent(target -> exits.add(new Exit(parameter, target, true))));
        return exits.stream();
    }

    /** Whether nothing is left for the next step of the recipients that it was given. */
    boolean last(Step step) {
        if (!classes.atHand()) {
            return JAMES_LAST.contains(step.name());
        }
        return classes.mailet(step.mailet())
                .map(found -> new StepParameters(classes).last(found))
                .orElseGet(() -> JAMES_LAST.contains(step.name()));
    }

    private Map<String, Optional<String>> named(Step step) {
        Map<String, Optional<String>> named = new LinkedHashMap<>();
        if (classes.atHand()) {
            Optional<StepParameters.Takes> takes =
                    classes.mailet(step.mailet()).flatMap(new StepParameters(classes)::of);
            if (takes.isPresent()) {
                takes.get()
                        .declared()
                        .all()
                        .filter(parameter -> parameter.expected().equals(Parameter.PROCESSOR))
                        .forEach(parameter -> named.put(parameter.name(), Optional.ofNullable(parameter.standard())));
                return named;
            }
        }
        USUAL.forEach(parameter -> named.put(parameter, Optional.empty()));
        return named;
    }
}
