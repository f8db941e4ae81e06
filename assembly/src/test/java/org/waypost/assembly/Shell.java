package org.waypost.assembly;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls a program and waits for it. */
record Shell(int exitCode, String output) {
    private static final long PATIENCE_MINUTES = 5;

    /** Calls with the environment of the tests; both streams of the program are one text. */
    static Shell call(String... command) throws IOException, InterruptedException {
        return call(Map.of(), command);
    }

    /** Calls with variables added to the environment. */
    static Shell call(Map<String, String> variables, String... command) throws IOException, InterruptedException {
        // A file and not a pipe: what the program leaves behind may hold a pipe open.
        Path output = Files.createTempFile("waypost-call", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not end: " + Files.readString(output));
            }
            return new Shell(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Calls and returns the output; any exit code but 0 is an error. */
    static String succeed(String... command) throws IOException, InterruptedException {
        Shell result = call(command);
        if (result.exitCode() != 0) {
            throw new IOException(
                    String.join(" ", command) + " ended with exit code " + result.exitCode() + ": " + result.output());
        }
        return result.output();
    }
}
