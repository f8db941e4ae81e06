package org.waypost.server.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a password comes from: a prompt, standard input, a generator; or, with a warning, the command line. */
final class PasswordSource {
    /** 20 of 57 letters and digits that can't be mistaken for one another: 116 bits. */
    private static final int LENGTH = 20;

    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    @ArgGroup(exclusive = true)
    Choice choice = new Choice();

    static final class Choice {
        @Option(names = "--password-stdin", description = "Read the password from the first line of standard input.")
        boolean stdin;

        @Option(names = "--generate", description = "Make a password and print it.")
        boolean generate;

        @Option(
                names = "--password",
                paramLabel = "PASSWORD",
                description = "The password itself. Others see it in the list of processes: use another way.")
        String argument;
    }

    /** Whether the password must be printed, because nobody knows it yet. */
    boolean generated() {
        return choice.generate;
    }

    /** Gets the password. */
    String read(Output output) throws IOException {
        String password;
        if (choice.generate) {
            password = generate(new SecureRandom());
        } else if (choice.stdin) {
            password = firstLine();
        } else if (choice.argument != null) {
            output.note(
                    "Warning: a password on the command line is seen by other users and kept in the shell's history.");
            password = choice.argument;
        } else {
            password = prompt();
        }
        if (password.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "The password is empty.", "");
        }
        return password;
    }

    static String generate(SecureRandom random) {
        StringBuilder password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    /** The first line of standard input. */
    static String firstLine() throws IOException {
        // Not closed: standard input belongs to the process.
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }

    private static String prompt() {
        Console console = System.console();
        if (console == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "There is no terminal to ask for a password.",
                    "Give it with --password-stdin, or have one made with --generate.");
        }
        char[] first = console.readPassword("Password: ");
        char[] second = console.readPassword("Again: ");
        if (first == null || !Arrays.equals(first, second)) {
            throw new CommandFailure(ExitCode.USAGE, "The two passwords differ.", "");
        }
        return new String(first);
    }
}
