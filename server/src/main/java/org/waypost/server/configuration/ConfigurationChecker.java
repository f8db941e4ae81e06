package org.waypost.server.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.waypost.server.configuration.files.Schemas;
import org.waypost.server.configuration.schema.FileSchema;
import org.waypost.server.configuration.schema.Nearest;

/** Checks a conf folder without starting anything. */
public final class ConfigurationChecker {
    /** Read by Logback itself, which reports its own faults. */
    static final String LOGBACK = "logback.xml";

    /** Made by the server at first start. */
    private static final Set<String> GENERATED = Set.of("jmxremote.password", "jmxremote.access", "jwt_publickey");

    private ConfigurationChecker() {}

    /**
     * Checks every file of the folder, each against its schema and then against the others.
     *
     * @param conf the conf folder
     * @return what was found, in the order of files and lines; empty when all is well
     */
    public static List<Finding> check(Path conf) {
        if (!Files.isDirectory(conf)) {
            return List.of(Finding.error(
                    conf.toString(), 0, "", "", "no such folder; expected the folder with Waypost's configuration"));
        }
        Set<String> present;
        try {
            present = files(conf);
        } catch (IOException e) {
            return List.of(Finding.error(conf.toString(), 0, "", "", "can't be read: " + e.getMessage()));
        }
        List<Finding> findings = new ArrayList<>();
        for (FileSchema schema : Schemas.all()) {
            if (present.contains(schema.file())) {
                findings.addAll(schema.check(conf.resolve(schema.file())));
            }
        }
        findings.addAll(unknownFiles(present));
        findings.addAll(FilesTogether.check(conf, present, findings));
        findings.sort(Comparator.comparing(Finding::file).thenComparingInt(Finding::line));
        return List.copyOf(findings);
    }

    /**
     * Checks a pipeline that lies anywhere, as if it were the {@code mailetcontainer.xml} of the folder.
     *
     * @param file the pipeline
     * @param conf the conf folder, which says whether JMAP is on
     * @return what was found, in the order of lines
     */
    public static List<Finding> checkPipeline(Path file, Path conf) {
        FileSchema schema = Schemas.of("mailetcontainer.xml").orElseThrow();
        List<Finding> findings = new ArrayList<>(schema.check(file));
        if (findings.stream().noneMatch(Finding::refuses)) {
            findings.addAll(FilesTogether.pipeline(file, conf));
        }
        String name = file.toString();
        return findings.stream()
                .map(finding -> finding.in(name))
                .sorted(Comparator.comparingInt(Finding::line))
                .toList();
    }

    /**
     * Checks the folder and refuses when a finding is an error.
     *
     * @return the warnings
     * @throws ConfigurationRefused with the report, when there is an error
     */
    public static List<Finding> require(Path conf) {
        List<Finding> findings = check(conf);
        if (findings.stream().anyMatch(Finding::refuses)) {
            throw new ConfigurationRefused(conf, findings);
        }
        return findings;
    }

    private static Set<String> files(Path conf) throws IOException {
        try (Stream<Path> list = Files.list(conf)) {
            Set<String> names = new TreeSet<>();
            list.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .forEach(names::add);
            return names;
        }
    }

    private static List<Finding> unknownFiles(Set<String> present) {
        List<String> known =
                new ArrayList<>(Schemas.all().stream().map(FileSchema::file).toList());
        known.add(LOGBACK);
        return present.stream()
                .filter(name -> !known.contains(name) && !GENERATED.contains(name))
                .filter(name -> name.endsWith(".xml") || name.endsWith(".properties"))
                .filter(name -> !name.startsWith("logback"))
                .map(name -> Finding.warning(
                        name, 0, "", "", "no part of Waypost reads this file" + Nearest.hint(name, known)))
                .toList();
    }
}
