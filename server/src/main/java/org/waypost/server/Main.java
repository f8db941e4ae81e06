package org.waypost.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.waypost.server.composition.ServerPaths;
import org.waypost.server.configuration.ConfigurationChecker;
import org.waypost.server.configuration.ConfigurationRefused;
import org.waypost.server.standalone.StandaloneServer;
import org.waypost.webadmin.product.Version;

/** Runs the server in the foreground until SIGTERM or SIGINT. */
public final class Main {
    /** The server could not start; the reason stands on standard error and in the log. */
    private static final int FAILED = 1;

    private static final int USAGE = 2;
    private static final int MISCONFIGURED = 7;

    private Main() {}

    public static void main(String[] arguments) {
        Map<String, Path> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].matches("--(home|conf|var|log)") || i + 1 == arguments.length) {
                System.err.println("waypost run: '" + arguments[i]
                        + "' is not known here; expected --home, --conf, --var or --log, each with a folder");
                System.exit(USAGE);
            }
            given.put(arguments[i].substring(2), Path.of(arguments[i + 1]));
        }
        Path home = given.getOrDefault("home", Path.of("."));
        Path var = given.getOrDefault("var", home.resolve("var"));
        ServerPaths paths = new ServerPaths(
                home,
                given.getOrDefault("conf", home.resolve("conf")),
                var,
                given.getOrDefault("log", var.resolve("log")));
        System.exit(run(paths));
    }

    /** Runs until the process is told to stop, and returns its exit code. */
    static int run(ServerPaths paths) {
        // James would end the process itself and leave the engines behind.
        System.setProperty("james.exit.on.startup.error", "false");
        System.setProperty("waypost.log", paths.log().toString());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Logger logger = LoggerFactory.getLogger(Main.class);
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    stop.countDown();
                    awaitQuietly(stopped);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        String version = Version.running().version();
        try {
            ConfigurationChecker.require(paths.conf()).forEach(warning -> logger.warn("{}", warning.text()));
        } catch (ConfigurationRefused e) {
            System.err.println(e.getMessage());
            stopped.countDown();
            return MISCONFIGURED;
        }
        try (StandaloneServer server = StandaloneServer.start(paths, version, System.out)) {
            System.out.println("Waypost " + version + " is ready");
            stop.await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (Exception e) {
            logger.error("Waypost {} could not start", version, e);
            System.err.println("waypost: " + words(e));
            return FAILED;
        } finally {
            stopped.countDown();
        }
    }

    /** The innermost message says what is wrong; those around it say where. */
    private static String words(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        Throwable cause = failure.getCause();
        return cause == null || cause == failure || cause.getMessage() == null || message.contains(cause.getMessage())
                ? message
                : message + ": " + words(cause);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
