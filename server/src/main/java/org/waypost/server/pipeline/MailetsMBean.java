package org.waypost.server.pipeline;

/** The pipeline in JMX. */
public interface MailetsMBean {
    /** The steps of each processor, as the server read them at its start. */
    String[] getSteps();

    /** What is wrong with {@code mailetcontainer.xml} as it is now, and would stop the next start; empty when nothing is. */
    String[] check();

    /** The file as it is now as a diagram, in Mermaid. */
    String graph();
}
