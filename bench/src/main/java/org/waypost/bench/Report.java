package org.waypost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was counted and timed in one run, as a table and as JSON. A count has what is expected; a time has not. */
public final class Report {

    /** Something that was counted. */
    public record Count(String name, long expected, long found) {
        /** Whether it is as expected. */
        public boolean holds() {
            return expected == found;
        }
    }

    private final Map<String, Object> circumstances = new LinkedHashMap<>();
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final List<Count> counts = new ArrayList<>();

    /** A report that names the processors and the Java of this machine. */
    public Report() {
        with("processors", Runtime.getRuntime().availableProcessors());
        with("java", Runtime.version().toString());
    }

    /** Adds what the run was done with, or a figure beside. */
    public Report with(String name, Object value) {
        circumstances.put(name, value);
        return this;
    }

    /** Adds a count. */
    public void count(String name, long expected, long found) {
        counts.add(new Count(name, expected, found));
    }

    /** Does some work and adds how long it took. */
    public <T> T timed(String name, java.util.concurrent.Callable<T> work) throws Exception {
        long begun = System.nanoTime();
        T result = work.call();
        double took = (System.nanoTime() - begun) / 1e9;
        seconds.put(name, took);
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", name, took);
        return result;
    }

    /** All counts. */
    public List<Count> counts() {
        return List.copyOf(counts);
    }

    /** Writes all to a file and the table to the terminal. */
    public void write(Path target) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(circumstances);
        all.put("seconds", seconds);
        all.put("counts", counts.stream().map(Report::fields).toList());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(target.toFile(), all);
        System.out.printf(Locale.ROOT, "%n%-44s %10s %10s%n", "", "expected", "found");
        counts.forEach(count -> System.out.printf(
                Locale.ROOT,
                "%-44s %10d %10d %s%n",
                count.name(),
                count.expected(),
                count.found(),
                count.holds() ? "holds" : "WRONG"));
        System.out.println("All numbers: " + target);
    }

    private static Map<String, Object> fields(Count count) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", count.name());
        fields.put("expected", count.expected());
        fields.put("found", count.found());
        return fields;
    }

    /** Whether every count is as expected. */
    public boolean holds() {
        return counts.stream().allMatch(Count::holds);
    }
}
