package org.waypost.server.command;

import java.util.Map;
import java.util.concurrent.Callable;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all verbs share: the folders, the output and the way to WebAdmin. */
public abstract class Verb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    /** The top command, with its options. */
    private WaypostCommand top() {
        return (WaypostCommand) spec.root().userObject();
    }

    /** Folders of the server. */
    protected Installation installation() {
        return top().installation();
    }

    /** Where the verb prints. */
    protected Output output() {
        return top().output(
                        spec.root().commandLine().getOut(),
                        spec.root().commandLine().getErr());
    }

    /** Client for WebAdmin of the server. */
    protected WebAdminClient webAdmin() {
        return WebAdminClient.of(installation());
    }

    /** Fails unless the answer is a success. */
    protected static Answer done(Answer answer, String what) {
        if (answer.done()) {
            return answer;
        }
        int code =
                switch (answer.status()) {
                    case 404 -> ExitCode.NOT_FOUND;
                    case 409 -> ExitCode.CONFLICT;
                    default -> ExitCode.FAILURE;
                };
        throw new CommandFailure(code, what + ": " + answer.reason(), "");
    }

    /** Prints the same fact for humans and programs. */
    protected void say(String line, Map<String, ?> result) {
        output().line(line);
        output().result(result);
    }
}
