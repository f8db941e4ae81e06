package org.waypost.server.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a verb prints: lines for a human, or one JSON text for a program. */
public final class Output {
    private final boolean json;
    private final PrintWriter out;
    private final PrintWriter err;

    Output(boolean json, PrintWriter out, PrintWriter err) {
        this.json = json;
        this.out = out;
        this.err = err;
    }

    /** Whether a program reads. */
    public boolean json() {
        return json;
    }

    /** A line for a human; nothing when a program reads. */
    public void line(String text) {
        if (!json) {
            out.println(text);
            out.flush();
        }
    }

    /** Progress or a warning: to standard error, in both forms. */
    public void note(String text) {
        err.println(text);
        err.flush();
    }

    /** The result for a program; nothing when a human reads. */
    public void result(Object value) {
        if (json) {
            out.println(Json.write(value));
            out.flush();
        }
    }

    /** A failure: to standard error for a human, to standard output for a program. */
    void failure(CommandFailure failure) {
        if (json) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("error", failure.getMessage());
            error.put("remedy", failure.remedy());
            error.put("exitCode", failure.exitCode());
            out.println(Json.write(error));
            out.flush();
        } else {
            err.println("waypost: " + failure.getMessage());
            if (!failure.remedy().isEmpty()) {
                err.println(failure.remedy());
            }
            err.flush();
        }
    }
}
