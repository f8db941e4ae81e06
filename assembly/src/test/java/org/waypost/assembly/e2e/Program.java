package org.waypost.assembly.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A call of a program of this machine: what it is given, and what became of it. */
public final class Program {
    private static final long PATIENCE_SECONDS = 120;

    /** How a call ended: its exit code, and both streams as one text. */
    public record Ended(int code, String output) {
        /** The output; an exit code other than 0 is an error. */
        public String succeeded() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": " + output);
            }
            return output;
        }
    }

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String input = "";

    private Program(String name) {
        command.add(name);
    }

    /**
     * A call of a client from a Debian package.
     *
     * @throws AssertionError when it isn't installed, naming the package
     */
    public static Program fromPackage(String name, String debianPackage) {
        for (String folder : List.of("/usr/bin", "/usr/sbin", "/bin", "/usr/local/bin")) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return new Program(file.toString());
            }
        }
        throw new AssertionError(name + " is missing, so this test can't say anything: apt-get install " + debianPackage
                + " (./verify does it)");
    }

    /** A call of a program by its path. */
    static Program at(Path file) {
        return new Program(file.toString());
    }

    /** Adds arguments. */
    public Program with(String... arguments) {
        command.addAll(List.of(arguments));
        return this;
    }

    /** Sets a variable of its environment. */
    public Program environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What it reads from standard input. */
    public Program input(String text) {
        this.input = text;
        return this;
    }

    /** The call, to be started by the caller. */
    ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Calls and waits; two minutes at most. */
    public Ended run() throws IOException, InterruptedException {
        Path in = Files.createTempFile("waypost-call-", ".in");
        Path out = Files.createTempFile("waypost-call-", ".out");
        try {
            Files.writeString(in, input, StandardCharsets.UTF_8);
            Process process = builder()
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(
                        command + " did not end within " + PATIENCE_SECONDS + " s: " + Files.readString(out));
            }
            return new Ended(process.exitValue(), new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }
}
