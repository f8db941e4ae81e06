package org.waypost.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    private static final Path DOCS =
            Path.of(System.getProperty("waypost.root", "..")).resolve("docs/command.md");

    @TempDir
    Path home;

    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        String pom = Files.readString(
                Path.of(System.getProperty("waypost.root", "..")).resolve("pom.xml"));

        Ran ran = Ran.of(home, "version", "--json");

        assertThat(ran.exit()).isEqualTo(ExitCode.OK);
        assertThat(pom).contains("<version>" + ran.json().get("waypost") + "</version>");
        assertThat(Ran.of(home, "version").out())
                .startsWith("Waypost " + ran.json().get("waypost") + " on Java 17");
    }

    @Test
    void wrongUseSaysHowToGetHelp() {
        Ran ran = Ran.of(home, "domian");

        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("Did you mean: waypost domain", "Try: waypost --help");
        assertThat(Ran.of(home).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Ran.of(home, "domain").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Ran.of(home, "domain", "add").err()).contains("Try: waypost domain add --help");
    }

    @Test
    void foldersComeFromOptionsThenTheEnvironmentThenHome() {
        Map<String, String> environment =
                Map.of("WAYPOST_HOME", "/usr/share/waypost", "WAYPOST_CONF", "/etc/waypost", "WAYPOST_LOG", "");

        Installation installation = Installation.of(null, null, Path.of("/srv/var"), null, environment);

        assertThat(installation)
                .isEqualTo(new Installation(
                        Path.of("/usr/share/waypost"),
                        Path.of("/etc/waypost"),
                        Path.of("/srv/var"),
                        Path.of("/srv/var/log")));
    }

    @Test
    void theCompletionScriptIsValidAndKnowsTheVerbs() throws Exception {
        String script = Ran.of(home, "completion").out();

        assertThat(script).contains("doctor", "password-stdin", "if-missing");
        Path file = Files.writeString(home.resolve("completion"), script);
        Process bash =
                new ProcessBuilder("bash", "-n", file.toString()).inheritIO().start();
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
    }

    @Test
    void aBrokenConfigurationHasItsOwnExitCode() throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/jmx.properties"), "jmx.prot=1\n");

        Ran ran = Ran.of(home, "config", "check");

        assertThat(ran.exit()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(ran.out()).contains("jmx.properties:1: error: jmx.prot: unknown key; did you mean jmx.port?");
        assertThat(Ran.of(home, "config", "check", "--json")
                        .json()
                        .get("findings")
                        .toString())
                .contains("jmx.prot");
    }

    @Test
    void theDefaultConfigurationPasses() {
        Path root = Path.of(System.getProperty("waypost.root", ".."));
        Ran ran = Ran.of(root, "config", "check");

        assertThat(ran.out()).endsWith("conf: ok\n");
        assertThat(ran.exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void everyExitCodeIsDocumented() throws Exception {
        String page = Files.readString(DOCS);
        String help = Ran.of(home, "--help").out();
        for (Field field : ExitCode.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                assertThat(page).contains("| " + field.getInt(null) + " |");
                assertThat(help).containsPattern("(?m)^  " + field.getInt(null) + "  ");
            }
        }
    }

    @Test
    void everyVerbAndOptionIsDocumented() throws Exception {
        String page = Files.readString(DOCS);
        List<String> missing = new ArrayList<>();
        walk(new CommandLine(new WaypostCommand()), page, missing);
        assertThat(missing).isEmpty();
    }

    private static void walk(CommandLine line, String page, List<String> missing) {
        String name = line.getCommandSpec().qualifiedName();
        if (line.getSubcommands().isEmpty() && !page.contains("`" + name)) {
            missing.add(name);
        }
        line.getCommandSpec().options().forEach(option -> {
            assertThat(option.description())
                    .as(name + " " + option.longestName())
                    .isNotEmpty();
            if (!page.contains(option.longestName())) {
                missing.add(name + " " + option.longestName());
            }
        });
        assertThat(line.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
        line.getSubcommands().values().forEach(verb -> walk(verb, page, missing));
    }
}
