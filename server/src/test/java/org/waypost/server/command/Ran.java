package org.waypost.server.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command line that was run in this JVM: exit code and what it printed. */
public record Ran(int exit, String out, String err) {
    /** Runs a command line for the server under this folder. */
    public static Ran of(Path home, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--home=" + home);
        all.add("--conf=" + home.resolve("conf"));
        all.add("--var=" + home.resolve("var"));
        all.add("--log=" + home.resolve("var/log"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = CommandLineMain.execute(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }

    /** The JSON that it printed. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> json() {
        try {
            return (Map<String, Object>) Json.read(out);
        } catch (java.io.IOException e) {
            throw new AssertionError("no JSON: " + out, e);
        }
    }
}
