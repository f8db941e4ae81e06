package org.waypost.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waypost.server.configuration.files.Schemas;
import org.waypost.server.configuration.schema.FileSchema;

/** What a sysadmin finds in {@code conf/}. */
class ShippedFilesTest {
    private static final Path CONF = Path.of(System.getProperty("waypost.root"), "conf");

    @TempDir
    Path log;

    static List<FileSchema> schemas() {
        return Schemas.all();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyFileThatIsReadIsThere(FileSchema schema) {
        assertThat(CONF.resolve(schema.file())).isRegularFile();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyFileBeginsWithWordsOnWhatItIsFor(FileSchema schema) throws Exception {
        String text = Files.readString(CONF.resolve(schema.file())).replaceFirst("^<\\?xml[^>]*\\?>", "");

        assertThat(text.strip()).startsWith(schema.file().endsWith(".xml") ? "<!--" : "#");
    }

    @Test
    void logsRollOverByThemselvesAndAreBounded() throws Exception {
        LoggerContext context = new LoggerContext();
        context.putProperty("waypost.log", log.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(CONF.resolve("logback.xml").toFile());
        try {
            RollingFileAppender<?> file =
                    (RollingFileAppender<?>) context.getLogger("ROOT").getAppender("FILE");

            assertThat(Path.of(file.getFile())).isEqualTo(log.resolve("waypost.log"));
            assertThat(file.getRollingPolicy()).isInstanceOfSatisfying(SizeAndTimeBasedRollingPolicy.class, policy -> {
                assertThat(policy.isStarted()).isTrue();
                assertThat(policy.getMaxHistory()).isPositive();
                assertThat(policy.getFileNamePattern()).startsWith(log.toString());
            });
            assertThat(file.isStarted()).isTrue();
        } finally {
            context.stop();
        }
    }
}
