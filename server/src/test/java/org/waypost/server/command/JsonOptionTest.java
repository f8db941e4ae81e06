package org.waypost.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A program may call every verb. */
class JsonOptionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path home;

    private static PlayedWebAdmin server;

    @BeforeAll
    static void start() throws Exception {
        server = PlayedWebAdmin.start(home, SelfSigned.of("mail.example.org", 30));
    }

    @BeforeEach
    void begin() {
        server.domains.clear();
        server.domains.add("example.test");
        server.users.clear();
        server.users.put("alice@example.test", "x");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyVerbTakesIt() {
        List<String> without = new ArrayList<>();
        walk(new CommandLine(new WaypostCommand()), without);

        assertThat(without).isEmpty();
    }

    private static void walk(CommandLine line, List<String> without) {
        if (line.getCommandSpec().findOption("--json") == null) {
            without.add(line.getCommandSpec().qualifiedName());
        }
        line.getSubcommands().values().forEach(verb -> walk(verb, without));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "domain add other.test",
                "domain list",
                "domain remove example.test",
                "domain remove nowhere.test",
                "user add bob@example.test --generate",
                "user list",
                "user password alice@example.test --generate",
                "user remove alice@example.test",
                "user remove nobody@example.test",
                "quota get alice@example.test",
                "quota get example.test",
                "quota get server",
                "quota set server --size 1G",
                "quota get nowhere.test",
                "quota set example.test --total-size 10G",
                "quota domain",
                "quota domain example.test",
                "status",
                "stop",
                "doctor --no-dns",
                "config check",
                "webadmin password --generate",
                "version"
            })
    void theAnswerIsOneJsonText(String verb) throws Exception {
        List<String> arguments = new ArrayList<>(Arrays.asList(verb.split(" ")));
        arguments.add("--json");

        Ran ran = Ran.of(home, arguments.toArray(String[]::new));

        assertThat(ran.json()).as(ran.out() + ran.err()).isNotEmpty();
        assertThat(JSON.readValues(JSON.createParser(ran.out()), Map.class).readAll())
                .as("nothing stands before or behind it")
                .hasSize(1);
    }
}
