package org.waypost.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waypost.server.configuration.ConfigurationChecker;
import org.waypost.server.configuration.Finding;
import org.waypost.server.configuration.pipeline.Flow;
import org.waypost.server.configuration.pipeline.FlowDrawing;
import org.waypost.server.configuration.reading.XmlText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost mailets check|graph}. */
@Command(
        name = "mailets",
        description = "Look at the steps that a mail goes through.",
        subcommands = {MailetsVerbs.Check.class, MailetsVerbs.Graph.class})
final class MailetsVerbs implements Runnable {
    private static final String FILE = "The file; default: mailetcontainer.xml of the configuration.";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: check or graph");
    }

    private abstract static class OfFile extends Verb {
        @Parameters(arity = "0..1", paramLabel = "FILE", description = FILE)
        Path given;

        Path file() {
            Path file = given == null ? installation().conf().resolve("mailetcontainer.xml") : given;
            if (!java.nio.file.Files.isReadable(file)) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "There is no file " + file + ", or it can't be read.",
                        "Name a mailetcontainer.xml, or give its folder with --conf.");
            }
            return file;
        }
    }

    @Command(
            name = "check",
            description = "Check classes, parameters, processors and their ends as the start does, without starting."
                    + " Exits with 7 when there are errors.")
    static final class Check extends OfFile {
        @Override
        public Integer call() {
            Path file = file();
            List<Finding> findings =
                    ConfigurationChecker.checkPipeline(file, installation().conf());
            return ConfigVerbs.report(this, "file", file, findings);
        }
    }

    @Command(name = "graph", description = "Draw processors, steps, matchers and where mail goes.")
    static final class Graph extends OfFile {
        /** A language for drawings. */
        enum Format {
            mermaid,
            dot
        }

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                defaultValue = "mermaid",
                description = "mermaid or dot (Graphviz); default: mermaid.")
        Format format;

        @Override
        public Integer call() {
            Path file = file();
            Flow flow;
            try {
                flow = Flow.of(XmlText.read(file));
            } catch (IOException | XmlText.NotWellFormed e) {
                throw new CommandFailure(
                        ExitCode.CONFIGURATION,
                        file + " can't be read: " + e.getMessage(),
                        "Try: waypost mailets check");
            }
            String drawing = format == Format.dot ? FlowDrawing.dot(flow) : FlowDrawing.mermaid(flow);
            output().line(drawing.stripTrailing());
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("file", file.toString());
            result.put("format", format.name());
            result.put("graph", drawing);
            output().result(result);
            return ExitCode.OK;
        }
    }
}
