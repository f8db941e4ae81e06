package org.waypost.server.command.remote;

import java.time.Duration;
import java.util.Map;
import org.waypost.server.command.CommandFailure;
import org.waypost.server.command.ExitCode;

/** A task that WebAdmin began, and whose end is awaited. */
public final class RemoteTask {
    private static final Duration ONE_LOOK = Duration.ofSeconds(20);

    private RemoteTask() {}

    /**
     * Waits for the end of the task that an answer names, as long as it takes.
     *
     * @param what what wasn't done when it fails, for the error
     * @return the task as WebAdmin tells of it
     */
    public static Map<String, Object> await(WebAdminClient server, Answer begun, String what) {
        String id = String.valueOf(begun.object().get("taskId"));
        String path = "/tasks/" + WebAdminClient.segment(id);
        while (true) {
            Answer answer = server.get(path + "/await?timeout=" + ONE_LOOK.toSeconds() + "s");
            // RFC 9110 §15.5.9: not ended within the time of this look.
            if (answer.status() == 408) {
                continue;
            }
            if (!answer.done()) {
                throw new CommandFailure(ExitCode.FAILURE, what + ": " + answer.reason(), "");
            }
            Map<String, Object> task = answer.object();
            if ("completed".equals(task.get("status"))) {
                return task;
            }
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    what + ": task " + id + " ended as " + task.get("status") + " "
                            + task.getOrDefault("additionalInformation", ""),
                    "Look at the log of the server, and run it again.");
        }
    }
}
