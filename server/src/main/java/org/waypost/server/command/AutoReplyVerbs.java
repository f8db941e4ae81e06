package org.waypost.server.command;

import java.util.List;
import java.util.Map;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost autoreply answered list|clear}. */
@Command(
        name = "autoreply",
        description = "Who got automatic answers. The answers themselves are settings: waypost settings.",
        subcommands = AutoReplyVerbs.Answered.class)
final class AutoReplyVerbs implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: answered");
    }

    private static String path(String user) {
        return "/waypost/autoreply/" + WebAdminClient.segment(user) + "/answered";
    }

    private static Answer known(Answer answer, String user) {
        return Verb.done(answer, "Whom " + user + " answered can't be reached");
    }

    /** {@code waypost autoreply answered}. */
    @Command(
            name = "answered",
            description = "Senders who got an answer and get no other in its period.",
            subcommands = {ListAll.class, Clear.class})
    static final class Answered implements Runnable {
        @Spec
        CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: list or clear");
        }
    }

    @Command(name = "list", description = "List the senders whom a user answered.")
    static final class ListAll extends Verb {
        @Parameters(paramLabel = "USER", description = "The whole address, such as alice@example.org.")
        String user;

        @Override
        public Integer call() {
            Map<String, Object> answer = known(webAdmin().get(path(user)), user).object();
            if (answer.get("answered") instanceof List<?> senders) {
                senders.forEach(sender -> {
                    if (sender instanceof Map<?, ?> one) {
                        output().line(one.get("sender") + " at " + one.get("at") + ", again from " + one.get("until"));
                    }
                });
            }
            output().result(answer);
            return ExitCode.OK;
        }
    }

    @Command(name = "clear", description = "Forget whom a user answered, so that all may get an answer again.")
    static final class Clear extends Verb {
        @Parameters(paramLabel = "USER", description = "The whole address, such as alice@example.org.")
        String user;

        @Override
        public Integer call() {
            known(webAdmin().delete(path(user)), user);
            say("Forgot whom " + user + " answered.", Map.of("user", user, "cleared", true));
            return ExitCode.OK;
        }
    }
}
