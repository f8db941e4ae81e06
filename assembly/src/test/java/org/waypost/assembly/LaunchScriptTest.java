package org.waypost.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launch script in a bundle of empty jars, with a Java that prints what it is called with. */
class LaunchScriptTest {
    private static final Path SCRIPT = Path.of(System.getProperty("waypost.root"), "assembly/src/bundle/bin/waypost");

    @TempDir
    private Path folder;

    private Path home;
    private Path script;
    private Map<String, String> variables;

    @BeforeEach
    void layOut() throws Exception {
        home = folder.resolve("waypost");
        script = Files.createDirectories(home.resolve("bin")).resolve("waypost");
        Files.copy(SCRIPT, script);
        Files.createDirectories(home.resolve("lib"));
        for (String jar : List.of("aaa-1.jar", "netty-2.jar", "picocli-4.jar", "waypost-server-0.jar")) {
            Files.createFile(home.resolve("lib").resolve(jar));
        }
        Files.createDirectories(home.resolve("conf"));
        variables = new HashMap<>();
        variables.put("JAVA_HOME", java("17.0.15").toString());
        variables.put("WAYPOST_JAVA", "");
        variables.put("WAYPOST_JAVA_OPTS", "");
        variables.put("WAYPOST_USER", "");
    }

    @Test
    void aWrongJavaIsNamed() throws Exception {
        Path wrong = java("21.0.2").resolve("bin/java");
        variables.put("WAYPOST_JAVA", wrong.toString());

        Shell result = call("run");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("Java 17 is needed").contains(wrong + " is Java 21");
    }

    @Test
    void java17IsFoundInJavaHome() throws Exception {
        assertThat(call("run").output()).startsWith(variables.get("JAVA_HOME") + "/bin/java");
    }

    @Test
    void aWrongJavaInJavaHomeIsPassedOver() throws Exception {
        Path right = java("17.0.1");
        variables.put("JAVA_HOME", java("11.0.2").toString());
        variables.put("PATH", right.resolve("bin") + ":" + System.getenv("PATH"));

        assertThat(call("run").output()).startsWith(right + "/bin/java");
    }

    @Test
    void theServerGetsItsPlaces() throws Exception {
        Shell result = call("run", "--conf", home.resolve("conf").toString(), "--var=" + folder.resolve("data"));

        assertThat(result.output().lines())
                .contains(
                        "org.waypost.server.Main",
                        "-Dwaypost.home=" + home,
                        "-Dwaypost.conf=" + home.resolve("conf"),
                        "-Dwaypost.var=" + folder.resolve("data"),
                        "-Dwaypost.log=" + folder.resolve("data/log"));
        assertThat(folder.resolve("data/run")).isDirectory();
    }

    @Test
    void anUnknownOptionOfTheServerIsRefused() throws Exception {
        Shell result = call("run", "--port", "25");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("'--port'").contains("--conf");
    }

    @Test
    void heapAndFlagsComeFromTheConfiguration() throws Exception {
        Files.writeString(home.resolve("conf/jvm.properties"), "# words\n\nheap = 3g\noptions=-Done=1 -Dtwo=*\n");

        assertThat(call("run").output().lines()).contains("-Xmx3g", "-Done=1", "-Dtwo=*");
    }

    @Test
    void heapOfTheEnvironmentWins() throws Exception {
        Files.writeString(home.resolve("conf/jvm.properties"), "heap=3g\n");
        variables.put("WAYPOST_HEAP", "2g");

        assertThat(call("run").output().lines()).contains("-Xmx2g").doesNotContain("-Xmx3g");
    }

    @Test
    void anUnknownKeyIsRefusedWithFileAndKey() throws Exception {
        Files.writeString(home.resolve("conf/jvm.properties"), "haep=3g\n");

        Shell result = call("run");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("conf/jvm.properties")
                .contains("'haep'")
                .contains("expected heap or options");
    }

    @Test
    void aWrongHeapIsRefusedWithValueAndWhatWasExpected() throws Exception {
        Files.writeString(home.resolve("conf/jvm.properties"), "heap=much\n");

        Shell result = call("run");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("'much'").contains("expected a size");
    }

    @Test
    void otherVerbsGoToTheCommand() throws Exception {
        assertThat(call("domain", "add", "example.test").output().lines())
                .endsWith("org.waypost.server.command.CommandLineMain", "domain", "add", "example.test");
    }

    @Test
    void jarsOfTheCommandComeFirstAndEachOnce() throws Exception {
        String lib = home + "/lib/";

        assertThat(call("version").output().lines())
                .contains(lib + "picocli-4.jar:" + lib + "waypost-server-0.jar:" + lib + "aaa-1.jar:" + lib
                        + "netty-2.jar");
    }

    @Test
    void theProcessNumberIsWrittenDown() throws Exception {
        call("run");

        assertThat(home.resolve("var/run/waypost.pid")).content().matches("\\d+\\n[0-9a-f-]{36} \\d+\\n");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        Shell result = call("run", "--var", file.resolve("data").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains(file + "/data can't be made");
    }

    private Shell call(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 2];
        command[0] = "sh";
        command[1] = script.toString();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return Shell.call(variables, command);
    }

    private Path java(String version) throws Exception {
        Path java = folder.resolve("jdk-" + version);
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path program = Files.writeString(java.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return java;
    }
}
