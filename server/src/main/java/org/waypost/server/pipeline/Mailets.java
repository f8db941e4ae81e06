package org.waypost.server.pipeline;

import java.nio.file.Path;
import javax.inject.Inject;
import org.waypost.server.composition.ServerPaths;
import org.waypost.server.configuration.ConfigurationChecker;
import org.waypost.server.configuration.Finding;
import org.waypost.server.configuration.pipeline.FlowDrawing;
import org.waypost.webadmin.mailets.MailFlow;

/** Shows the pipeline in JMX. */
final class Mailets implements MailetsMBean {
    private final MailFlow flow;
    private final ServerPaths paths;

    @Inject
    Mailets(MailFlow flow, ServerPaths paths) {
        this.flow = flow;
        this.paths = paths;
    }

    private Path file() {
        return paths.conf().resolve(FlowInUse.FILE);
    }

    @Override
    public String[] getSteps() {
        return flow.processors().stream()
                .flatMap(processor -> processor.steps().stream()
                        .map(step -> processor.state() + ": " + step.match() + " " + step.mailet()))
                .toArray(String[]::new);
    }

    @Override
    public String[] check() {
        return ConfigurationChecker.checkPipeline(file(), paths.conf()).stream()
                .map(Finding::text)
                .toArray(String[]::new);
    }

    @Override
    public String graph() {
        return FlowDrawing.mermaid(FlowInUse.read(file()));
    }
}
