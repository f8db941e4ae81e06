package org.waypost.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waypost.server.configuration.files.Schemas;
import org.waypost.server.configuration.reading.PropertiesText;
import org.waypost.server.configuration.reference.ReferencePage;
import org.waypost.server.configuration.schema.FileSchema;

class DefaultConfigurationTest {
    private static final Path ROOT = Path.of(System.getProperty("waypost.root", ".."));
    private static final Path CONF = ROOT.resolve("conf");

    @Test
    void theDefaultConfigurationHasNoFindings() {
        assertThat(ConfigurationChecker.check(CONF)).extracting(Finding::text).isEmpty();
    }

    @Test
    void everyFileInConfHasASchema() throws IOException {
        try (Stream<Path> files = Files.list(CONF)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(path -> path.getFileName().toString())
                            .filter(name -> !name.equals("logback.xml"))
                            .toList())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(Schemas.of(name)).isPresent());
        }
    }

    @Test
    void everyFileInConfIsExplained() throws IOException {
        try (Stream<Path> files = Files.list(CONF)) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .allSatisfy(path -> assertThat(Files.readString(path)).containsPattern("(?m)^\\s*#|<!--"));
        }
    }

    @Test
    void logbackIsWellFormedAndNamesTheLogFolder() throws Exception {
        Path file = CONF.resolve("logback.xml");
        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()))
                .isNotNull();
        assertThat(Files.readString(file)).contains("${waypost.log");
    }

    @Test
    void cassandraIsNeverLeftToWriteLater() throws IOException {
        assertThat(PropertiesText.read(CONF.resolve("engines.properties")).value("cassandra.commitlog.sync"))
                .isPresent()
                .hasValueSatisfying(value -> assertThat(value).isIn("batch", "group"));
    }

    static List<FileSchema> schemas() {
        return Schemas.all();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyKeyIsDescribed(FileSchema schema) {
        assertThat(schema.description()).isNotBlank();
        assertThat(schema.entries().toList()).isNotEmpty().allSatisfy(entry -> assertThat(entry.description())
                .as(schema.file() + ": " + entry.path())
                .isNotBlank()
                .endsWith("."));
    }

    @Test
    void theReferencePageIsUpToDate() throws IOException {
        Path page = ROOT.resolve("docs/configuration.md");
        if (Boolean.getBoolean("waypost.write.reference")) {
            Files.writeString(page, ReferencePage.text());
        }
        assertThat(Files.readString(page))
                .as("docs/configuration.md; write it anew with -Dwaypost.write.reference=true")
                .isEqualTo(ReferencePage.text());
    }
}
