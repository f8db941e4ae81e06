package org.waypost.server.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Makes domains and users by calling the {@code waypost} command, as a person would. */
final class Administration {
    private static final long PATIENCE_SECONDS = 60;

    private final Places places;

    Administration(Places places) {
        this.places = places;
    }

    /** Adds a domain, unless it is there. */
    void domain(String domain) throws IOException, InterruptedException {
        if (!call("", "domain", "list").lines().map(String::strip).anyMatch(domain::equals)) {
            call("", "domain", "add", domain);
        }
    }

    /** Adds a user, or sets the password of one that is there. */
    void account(Account account) throws IOException, InterruptedException {
        boolean exists = call("", "user", "list").lines().map(String::strip).anyMatch(account.address()::equals);
        call(account.password() + "\n", "user", exists ? "password" : "add", account.address(), "--password-stdin");
    }

    private String call(String input, String... arguments) throws IOException, InterruptedException {
        Process process = places.launch(arguments).redirectErrorStream(true).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("waypost " + Arrays.toString(arguments) + " did not end: " + output);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("waypost " + String.join(" ", arguments) + " ended with exit code "
                    + process.exitValue() + ": " + output.strip());
        }
        return output;
    }
}
