package org.waypost.server.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Entry of the {@code waypost} command. */
public final class CommandLineMain {
    private CommandLineMain() {}

    /** Runs one command line and exits with one of {@link ExitCode}. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(execute(out, err, arguments));
    }

    /** Runs one command line. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        WaypostCommand command = new WaypostCommand();
        CommandLine line = new CommandLine(command)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((failure, given) -> usage(failure));
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            Output output = command.output(out, err);
            if (failure instanceof CommandFailure known) {
                output.failure(known);
                return known.exitCode();
            }
            output.failure(new CommandFailure(ExitCode.FAILURE, failure.toString(), ""));
            return ExitCode.FAILURE;
        });
        return line.execute(arguments);
    }

    private static int usage(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("waypost: " + failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }
}
