package org.waypost.server.configuration.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.waypost.server.configuration.pipeline.Flow.Processor;
import org.waypost.server.configuration.pipeline.Flow.Step;

/** Draws a pipeline: a box for each processor, its steps from top to bottom, and where mail goes from there. */
public final class FlowDrawing {
    private final List<Box> boxes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    private record Box(String id, String label, List<Node> nodes) {}

    private record Node(String id, List<String> lines) {}

    private record Arrow(String from, String to, String label, boolean dotted) {}

    private FlowDrawing(Flow flow) {
        Exits exits = new Exits(new StepClasses());
        Map<String, String> first = new TreeMap<>();
        for (Processor processor : flow.processors()) {
            List<Node> nodes = new ArrayList<>();
            for (int index = 0; index < processor.steps().size(); index++) {
                Step step = processor.steps().get(index);
                nodes.add(new Node(id(processor, index), lines(step)));
            }
            boxes.add(new Box("box_" + word(processor.state()), processor.state(), nodes));
            if (!nodes.isEmpty()) {
                first.putIfAbsent(processor.state(), nodes.get(0).id());
            }
        }
        flow.processors().forEach(processor -> arrows(processor, exits, first));
    }

    /** In the language of Mermaid, which many web pages and editors show. */
    public static String mermaid(Flow flow) {
        FlowDrawing drawing = new FlowDrawing(flow);
        StringBuilder out = new StringBuilder("flowchart TD\n");
        for (Box box : drawing.boxes) {
            out.append("  subgraph ")
                    .append(box.id())
                    .append("[\"")
                    .append(text(box.label()))
                    .append("\"]\n");
            for (Node node : box.nodes()) {
                out.append("    ").append(node.id()).append("[\"");
                out.append(String.join(
                        "<br/>", node.lines().stream().map(FlowDrawing::text).toList()));
                out.append("\"]\n");
            }
            out.append("  end\n");
        }
        drawing.places.forEach((label, id) ->
                out.append("  ").append(id).append("([\"").append(text(label)).append("\"])\n"));
        for (Arrow arrow : drawing.arrows) {
            out.append("  ").append(arrow.from()).append(arrow.dotted() ? " -.->" : " -->");
            if (!arrow.label().isEmpty()) {
                out.append("|\"").append(text(arrow.label())).append("\"|");
            }
            out.append(' ').append(arrow.to()).append('\n');
        }
        return out.toString();
    }

    /** In the language of Graphviz. */
    public static String dot(Flow flow) {
        FlowDrawing drawing = new FlowDrawing(flow);
        StringBuilder out = new StringBuilder("digraph pipeline {\n  node [shape=box];\n");
        for (Box box : drawing.boxes) {
            out.append("  subgraph cluster_")
                    .append(box.id())
                    .append(" {\n    label=")
                    .append(quoted(box.label()));
            out.append(";\n");
            for (Node node : box.nodes()) {
                out.append("    ").append(node.id()).append(" [label=");
                out.append(quoted(String.join("\n", node.lines()))).append("];\n");
            }
            out.append("  }\n");
        }
        drawing.places.forEach((label, id) -> out.append("  ")
                .append(id)
                .append(" [shape=oval, label=")
                .append(quoted(label))
                .append("];\n"));
        for (Arrow arrow : drawing.arrows) {
            out.append("  ").append(arrow.from()).append(" -> ").append(arrow.to());
            List<String> marks = new ArrayList<>();
            if (!arrow.label().isEmpty()) {
                marks.add("label=" + quoted(arrow.label()));
            }
            if (arrow.dotted()) {
                marks.add("style=dotted");
            }
            out.append(marks.isEmpty() ? ";\n" : " [" + String.join(", ", marks) + "];\n");
        }
        return out.append("}\n").toString();
    }

    private static List<String> lines(Step step) {
        return step.match().equals("All") ? List.of(step.name()) : List.of(step.name(), step.match());
    }

    private void arrows(Processor processor, Exits exits, Map<String, String> first) {
        for (int index = 0; index < processor.steps().size(); index++) {
            Step step = processor.steps().get(index);
            String from = id(processor, index);
            boolean ends = exits.last(step) && step.takesAll();
            if (!ends && index + 1 < processor.steps().size()) {
                boolean others = exits.last(step) && !step.passes();
                arrows.add(new Arrow(from, id(processor, index + 1), others ? "others" : "", false));
            }
            place(step, exits).ifPresent(place -> arrows.add(new Arrow(from, placeId(place), "", false)));
            // One arrow for each target: several parameters may name the same one.
            Set<String> drawn = new LinkedHashSet<>();
            exits.of(step).filter(exit -> first.containsKey(exit.processor())).forEach(exit -> {
                boolean only = exit.parameter().equals("processor");
                if (drawn.add(exit.processor() + exit.onFailure())) {
                    arrows.add(new Arrow(
                            from, first.get(exit.processor()), only ? "" : exit.parameter(), exit.onFailure()));
                }
            });
        }
    }

    /** Where mail comes to rest. */
    private static Optional<String> place(Step step, Exits exits) {
        return switch (step.name()) {
            case "ToRepository" -> step.said("repositoryPath");
            case "Null" -> Optional.of("dropped");
            case "LocalDelivery" -> Optional.of("mailboxes");
            case "ToProcessor" -> Optional.empty();
            default -> exits.last(step) ? Optional.of("other servers") : Optional.empty();
        };
    }

    private String placeId(String label) {
        return places.computeIfAbsent(label, any -> "place_" + (places.size() + 1));
    }

    private static String id(Processor processor, int index) {
        return word(processor.state()) + "_" + (index + 1);
    }

    private static String word(String state) {
        return state.replaceAll("[^A-Za-z0-9]", "_");
    }

    private static String text(String label) {
        return label.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static String quoted(String label) {
        return "\"" + label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
