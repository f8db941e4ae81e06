package org.waypost.webadmin.mailets;

import java.util.List;
import java.util.Map;

/** The pipeline that the server runs. Bound by the composition root. */
@FunctionalInterface
public interface MailFlow {

    /**
     * A list of steps under a name.
     *
     * @param state its name
     * @param steps in their order
     */
    record Processor(String state, List<Step> steps) {}

    /**
     * A mailet with its matcher.
     *
     * @param line       where it stands in the file
     * @param match      the matcher with its condition
     * @param mailet     the class as the file names it
     * @param parameters what is said to it; secrets are hidden
     * @param leadsTo    the processors that it can send mail to
     * @param last       whether nothing is left for the next step of what it takes
     */
    record Step(
            int line,
            String match,
            String mailet,
            Map<String, String> parameters,
            List<String> leadsTo,
            boolean last) {}

    /** The processors in the order of the file. */
    List<Processor> processors();
}
