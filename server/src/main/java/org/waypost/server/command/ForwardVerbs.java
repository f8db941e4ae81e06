package org.waypost.server.command;

import java.util.List;
import java.util.Map;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost forward test}. */
@Command(
        name = "forward",
        description = "What becomes of forwarded mail. The targets themselves are settings: waypost settings.",
        subcommands = ForwardVerbs.Test.class)
final class ForwardVerbs implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: test");
    }

    @Command(
            name = "test",
            description =
                    "Tell what would become of a mail for an address, without sending one. Exits with 5 when nobody"
                            + " has the address, with 1 when a target gets nothing or leads back.")
    static final class Test extends Verb {
        @Parameters(paramLabel = "ADDRESS", description = "Such as alice@example.org.")
        String address;

        @Option(
                names = "--sender",
                paramLabel = "ADDRESS",
                description = "Who writes; without it, nobody, as for a bounce.")
        String sender;

        @Override
        public Integer call() {
            String path = "/waypost/forward/" + WebAdminClient.segment(address) + "/test"
                    + (sender == null ? "" : "?sender=" + WebAdminClient.segment(sender));
            Answer answer = webAdmin().get(path);
            if (answer.status() == 404) {
                throw new CommandFailure(ExitCode.NOT_FOUND, "Nobody has the address " + address + ".", "");
            }
            Map<String, Object> result = done(answer, "Where mail for " + address + " goes can't be found out")
                    .object();
            boolean wrong = false;
            if (result.get("steps") instanceof List<?> steps) {
                for (Object step : steps) {
                    if (step instanceof Map<?, ?> one) {
                        wrong |= print(one);
                    }
                }
            }
            output().result(result);
            return wrong ? ExitCode.FAILURE : ExitCode.OK;
        }

        private boolean print(Map<?, ?> step) {
            output().line(step.get("address") + (Boolean.TRUE.equals(step.get("keeps")) ? " keeps the mail" : ""));
            lines(step.get("inside"), "  to ");
            boolean senderShown = lines(step.get("outside"), "  to ");
            if (senderShown) {
                output().line("     as " + (String.valueOf(step.get("sender")).isEmpty() ? "<>" : step.get("sender")));
            }
            boolean refused = lines(step.get("refused"), "  not to ");
            boolean circle = lines(step.get("circle"), "  in a circle by ");
            return refused || circle;
        }

        private boolean lines(Object texts, String before) {
            if (texts instanceof List<?> all && !all.isEmpty()) {
                all.forEach(text -> output().line(before + text));
                return true;
            }
            return false;
        }
    }
}
