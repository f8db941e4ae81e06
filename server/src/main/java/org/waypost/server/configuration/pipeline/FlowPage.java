package org.waypost.server.configuration.pipeline;

/** The page {@code docs/mailetcontainer.md}: the diagram of the shipped pipeline. */
public final class FlowPage {
    private static final String HEAD = String.join(
            "\n",
            "# The way of a mail through mailetcontainer.xml",
            "",
            "Drawn from `conf/mailetcontainer.xml` as it is delivered. `waypost mailets graph` draws the file that your"
                    + " server uses, `waypost mailets check` looks for faults in it; all steps of Waypost's own are in"
                    + " [mailets.md](mailets.md).",
            "",
            "A box is a processor, its steps go from top to bottom; the second line of a step is its matcher, where it"
                    + " doesn't take all. A dotted arrow is taken when the step fails. Whatever fails without one goes to"
                    + " `error`.",
            "");

    private FlowPage() {}

    /** The whole page. */
    public static String text(Flow flow) {
        return HEAD + "\n```mermaid\n" + FlowDrawing.mermaid(flow) + "```\n";
    }
}
