package org.waypost.server.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.waypost.server.composition.ServerPaths;
import org.waypost.server.configuration.pipeline.Flow;
import org.waypost.server.configuration.pipeline.FlowReport;
import org.waypost.server.configuration.reading.XmlText;
import org.waypost.webadmin.mailets.MailFlow;

/** The pipeline as the file held it when the server started: James reads it only then. */
@Singleton
final class FlowInUse implements MailFlow {
    static final String FILE = "mailetcontainer.xml";

    private final List<Processor> processors;

    @Inject
    FlowInUse(ServerPaths paths) {
        Path file = paths.conf().resolve(FILE);
        this.processors = Files.exists(file) ? FlowReport.of(read(file)) : List.of();
    }

    /** The processors of a file. */
    static Flow read(Path file) {
        try {
            return Flow.of(XmlText.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (XmlText.NotWellFormed e) {
            throw new IllegalStateException(file + ":" + e.line() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<Processor> processors() {
        return processors;
    }
}
