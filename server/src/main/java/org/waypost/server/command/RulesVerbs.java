package org.waypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost rules try}. */
@Command(
        name = "rules",
        description = "Rules of users for their mail; they are set with: waypost settings set USER rules.",
        subcommands = RulesVerbs.Try.class)
final class RulesVerbs implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: try");
    }

    @Command(name = "try", description = "Tell what the rules of a user would do with a message; nothing is done.")
    static final class Try extends Verb {
        @Parameters(paramLabel = "USER", description = "The user.")
        String user;

        @Option(
                names = "--message",
                required = true,
                paramLabel = "FILE",
                description = "A message as it came, header and body.")
        Path message;

        @Option(names = "--sender", paramLabel = "ADDRESS", description = "Sender of the envelope; none by default.")
        String sender = "";

        @Override
        public Integer call() {
            String path =
                    "/waypost/rules/" + WebAdminClient.segment(user) + "/try?sender=" + WebAdminClient.segment(sender);
            Map<String, Object> answer = done(
                            webAdmin().post(path, content(), "message/rfc822"),
                            "The rules of " + user + " can't be tried")
                    .object();
            if (answer.get("tried") instanceof List<?> tried) {
                for (Object each : tried) {
                    if (each instanceof Map<?, ?> rule) {
                        output().line((Boolean.TRUE.equals(rule.get("held")) ? "  yes  " : "  no   ") + rule.get("rule")
                                + " (" + rule.get("scope") + ")");
                    }
                }
            }
            StringBuilder line = new StringBuilder("Outcome: " + answer.get("outcome"));
            for (String key : List.of("folder", "flags", "forward", "rule")) {
                if (answer.containsKey(key)) {
                    line.append(", ").append(key).append(' ').append(answer.get(key));
                }
            }
            say(line.toString(), answer);
            return ExitCode.OK;
        }

        private byte[] content() {
            try {
                return Files.readAllBytes(message);
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.USAGE, "The message " + message + " can't be read: " + e.getMessage(), "");
            }
        }
    }
}
