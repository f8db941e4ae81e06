package org.waypost.server.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A server that was started from the bundle as a child process. Closing it stops the server and its engines. */
public final class RunningServer implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(120);

    private final Places places;
    private final PortPlan plan;
    private final Process process;
    private final long started;

    private RunningServer(Places places, PortPlan plan, Process process, long started) {
        this.places = places;
        this.plan = plan;
        this.process = process;
        this.started = started;
    }

    /** Copies the bundle's configuration with the ports of the plan and starts the server on it. */
    public static RunningServer start(Places places, PortPlan plan) throws IOException {
        new ConfigurationCopy(plan).copy(places.home().resolve("conf"), places.conf());
        Files.createDirectories(places.var());
        Files.createDirectories(places.log());
        return start(places, plan, places.launch("run").inheritIO());
    }

    /** Starts the server by a call of one's own, on a configuration that has the ports of the plan. */
    public static RunningServer start(Places places, PortPlan plan, ProcessBuilder call) throws IOException {
        long now = System.nanoTime();
        return new RunningServer(places, plan, call.start(), now);
    }

    /**
     * Waits until every protocol answers.
     *
     * @return the time from the start of the process
     * @throws IllegalStateException when the server ends, or some protocol does not answer in time
     */
    public Duration awaitReady(Duration atMost) {
        Probe probe = new Probe(places.certificates());
        Set<Endpoint> silent = EnumSet.copyOf(
                Arrays.stream(Endpoint.values()).filter(Endpoint::isForClients).toList());
        boolean ready = Patience.until(atMost, () -> {
            silent.removeIf(endpoint -> probe.answers(endpoint, plan.port(endpoint)));
            return silent.isEmpty() || !process.isAlive();
        });
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        if (!silent.isEmpty()) {
            throw new IllegalStateException(
                    ready
                            ? "The server ended with exit code " + process.exitValue()
                                    + " before it was ready; the reason stands above and in " + places.log()
                            : "After " + atMost.toSeconds() + " s there is no answer from "
                                    + silent.stream()
                                            .map(endpoint -> endpoint.title() + " on port " + plan.port(endpoint))
                                            .collect(Collectors.joining(", "))
                                    + "; see " + places.log());
        }
        return took;
    }

    /** The process of the server itself, whose children are the engines. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Memory of the server and its engines now. */
    public ProcessMemory memory() {
        return ProcessMemory.of(process.toHandle());
    }

    /** Waits until the server ends by itself or is stopped from outside, and returns its exit code. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks the server to stop and waits for it; after two minutes it is killed, which is an error. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The server did not stop within " + STOP.toSeconds()
                        + " s and was killed; see " + places.log());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
