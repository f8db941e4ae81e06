package org.waypost.server.command;

import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code waypost completion}. */
@Command(
        name = "completion",
        description = {
            "Print a completion script for bash and zsh.",
            "Use: source <(waypost completion)",
            "or store it as /etc/bash_completion.d/waypost."
        })
final class CompletionVerb extends Verb {
    @Override
    public Integer call() {
        String script = AutoComplete.bash("waypost", spec.root().commandLine());
        say(script, Map.of("script", script));
        return ExitCode.OK;
    }
}
