package org.waypost.server.quickstart;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a server, makes two users, sends a message from one to the other, and stays until it is stopped. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = "Tries a whole Waypost on loopback: starts it, makes two users, sends and reads a message.")
public final class Quickstart implements Callable<Integer> {
    private static final Duration START = Duration.ofMinutes(5);
    private static final PrintStream OUT = System.out;

    @Option(names = "--home", required = true, description = "The folder of the bundle.")
    private Path home;

    @Option(names = "--var", required = true, description = "The folder for configuration, data and logs.")
    private Path folder;

    @Option(names = "--once", description = "Check, stop everything and exit.")
    private boolean once;

    /** Exits with 0 when all checks passed, 1 with the reason when one failed, 2 for a wrong call. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Quickstart());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("quickstart: failed: " + reason(failure));
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Places places = Places.under(home.toAbsolutePath(), folder.toAbsolutePath());
        PortPlan plan = PortPlan.preferred();
        RunningServer server = RunningServer.start(places, plan);
        Thread stop = new Thread(server::close, "quickstart-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        String result;
        try (server) {
            result = check(places, plan, server);
            if (!once) {
                OUT.println();
                OUT.println(result);
                OUT.println("Ctrl-C stops everything. The data stay in " + places.var() + ".");
                OUT.flush();
                return server.awaitEnd();
            }
            OUT.println("Stopping.");
        }
        OUT.println(result);
        OUT.flush();
        return 0;
    }

    private static String check(Places places, PortPlan plan, RunningServer server) throws Exception {
        Duration ready = server.awaitReady(START);
        OUT.printf(Locale.ROOT, "Ready after %.1f s: every protocol answers.%n", seconds(ready));

        Trial.Outcome outcome = new Trial(places, plan).run();
        OUT.printf(
                Locale.ROOT,
                "Mail went from %s to %s in %.1f s, with a PDF of %d bytes: \"%s\".%n",
                outcome.alice(),
                outcome.bob(),
                seconds(outcome.received().delivery()),
                outcome.received().pdfBytes(),
                outcome.received().subject());
        print(places, plan, outcome.accounts());
        return String.format(
                Locale.ROOT, "quickstart: ok, ready in %.1f s, memory %s", seconds(ready), server.memory());
    }

    private static void print(Places places, PortPlan plan, List<Account> accounts) {
        OUT.println();
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.isForClients()) {
                OUT.printf(Locale.ROOT, "  %-24s 127.0.0.1:%d%n", endpoint.title(), plan.port(endpoint));
            }
        }
        OUT.println();
        for (Account account : accounts) {
            OUT.printf(Locale.ROOT, "  %-24s password %s%n", account.address(), account.password());
        }
        OUT.println();
        OUT.println("  certificate  " + places.certificates());
        OUT.println("  command      WAYPOST_CONF=" + places.conf() + " WAYPOST_VAR=" + places.var() + " "
                + places.home().resolve("bin/waypost") + " status");
        OUT.println("  logs         " + places.log());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
