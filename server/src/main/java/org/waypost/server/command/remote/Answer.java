package org.waypost.server.command.remote;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.waypost.server.command.CommandFailure;
import org.waypost.server.command.ExitCode;
import org.waypost.server.command.Json;

/**
 * An answer of WebAdmin.
 *
 * @param status HTTP status
 * @param body text of the answer, may be empty
 */
public record Answer(int status, String body) {
    /** Whether the request was done. */
    public boolean done() {
        return status >= 200 && status < 300;
    }

    /** The body as a JSON object; empty when there is none. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> object() {
        return json() instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** The body as a JSON array; empty when there is none. */
    @SuppressWarnings("unchecked")
    public List<Object> list() {
        return json() instanceof List<?> list ? (List<Object>) list : List.of();
    }

    private Object json() {
        if (body.isBlank()) {
            return null;
        }
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "The answer of the server isn't JSON: " + shortened(),
                    "Is the port in webadmin.properties that of Waypost?");
        }
    }

    /** What the server said was wrong, in one line. */
    public String reason() {
        Map<String, Object> error;
        try {
            error = object();
        } catch (CommandFailure e) {
            return shortened();
        }
        Object message = error.get("message");
        Object details = error.get("details");
        String text = message == null ? "status " + status : message.toString();
        return details == null || text.contains(details.toString()) ? text : text + ": " + details;
    }

    private String shortened() {
        String flat = body.replaceAll("\\s+", " ");
        return flat.length() > 200 ? flat.substring(0, 200) + "..." : flat;
    }
}
