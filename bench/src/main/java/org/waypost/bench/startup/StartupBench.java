package org.waypost.bench.startup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.waypost.server.quickstart.Places;
import org.waypost.server.quickstart.PortPlan;
import org.waypost.server.quickstart.ProcessMemory;
import org.waypost.server.quickstart.RunningServer;
import org.waypost.server.quickstart.Trial;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From the start of the built bundle to every protocol answering, with no data and on existing data; and memory. */
@Command(name = "bench/startup", mixinStandardHelpOptions = true)
public final class StartupBench implements Callable<Integer> {
    private static final Duration GIVE_UP = Duration.ofMinutes(5);
    private static final double GOAL_EMPTY_SECONDS = 45;
    private static final double GOAL_EXISTING_SECONDS = 30;
    private static final double GOAL_MEGABYTES = 3 * 1024;

    @Option(names = "--home", required = true, description = "The folder of the bundle.")
    private Path home;

    @Option(names = "--var", required = true, description = "Where data of the runs go; emptied before each.")
    private Path folder;

    @Option(names = "--runs", defaultValue = "5", description = "How often to measure (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--json", description = "Where all numbers go (default: startup.json under --var).")
    private Path json;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StartupBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Double> empty = new ArrayList<>();
        List<Double> existing = new ArrayList<>();
        List<Double> memoryEmpty = new ArrayList<>();
        List<Double> memoryExisting = new ArrayList<>();
        Places places = Places.under(home, folder.resolve("startup"));
        for (int run = 1; run <= runs; run++) {
            FileUtils.deleteDirectory(folder.resolve("startup").toFile());
            System.out.println("run " + run + " of " + runs + ", nothing there");
            measure(places, empty, memoryEmpty);
            System.out.println("run " + run + " of " + runs + ", existing data");
            measure(places, existing, memoryExisting);
        }
        FileUtils.deleteDirectory(folder.resolve("startup").toFile());

        List<Measure> measures = List.of(
                new Measure("ready, nothing there", "s", GOAL_EMPTY_SECONDS, empty),
                new Measure("ready, existing data", "s", GOAL_EXISTING_SECONDS, existing),
                new Measure("memory after mails, nothing there", "MB", GOAL_MEGABYTES, memoryEmpty),
                new Measure("memory after mails, existing data", "MB", GOAL_MEGABYTES, memoryExisting));
        write(measures);
        System.out.printf(Locale.ROOT, "%n%-36s %10s %10s %10s %10s%n", "", "median", "least", "most", "goal");
        measures.forEach(measure -> System.out.println(measure.row()));
        return measures.stream().allMatch(Measure::holds) ? 0 : 1;
    }

    private static void measure(Places places, List<Double> seconds, List<Double> megabytes) throws Exception {
        PortPlan plan = PortPlan.preferred();
        try (RunningServer server = RunningServer.start(places, plan)) {
            double ready = server.awaitReady(GIVE_UP).toMillis() / 1000.0;
            new Trial(places, plan).run();
            ProcessMemory memory = server.memory();
            System.out.printf(Locale.ROOT, "  ready in %.1f s, memory %s%n", ready, memory);
            seconds.add(ready);
            megabytes.add((double) memory.totalMegabytes());
        }
    }

    private void write(List<Measure> measures) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("java", Runtime.version().toString());
        report.put("runs", runs);
        report.put("measures", measures.stream().map(Measure::fields).toList());
        Path target = json == null ? folder.resolve("startup.json") : json;
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(target.toFile(), report);
        System.out.println("All numbers: " + target);
    }

    /** One row of the table: a goal, and what was measured. */
    private record Measure(String name, String unit, double goal, List<Double> values) {
        double median() {
            List<Double> sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }

        boolean holds() {
            return median() <= goal;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "%-36s %7.1f %-2s %7.1f %-2s %7.1f %-2s %7.1f %-2s %s",
                    name,
                    median(),
                    unit,
                    values.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                    unit,
                    values.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                    unit,
                    goal,
                    unit,
                    holds() ? "holds" : "MISSED");
        }

        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", name);
            fields.put("unit", unit);
            fields.put("median", median());
            fields.put("goal", goal);
            fields.put("holds", holds());
            fields.put("values", values);
            return fields;
        }
    }
}
