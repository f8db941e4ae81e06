package org.waypost.server.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost country lookup|status|reload}. */
@Command(
        name = "country",
        description = "Where addresses are, and the table that says so.",
        subcommands = {CountryVerbs.LookUp.class, CountryVerbs.Status.class, CountryVerbs.Reload.class})
final class CountryVerbs implements Runnable {
    private static final String DATABASE = "/waypost/country/database";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: lookup, status or reload");
    }

    /** The table in words. */
    static String described(Map<String, Object> database) {
        return database.get("source") + ", built " + database.get("built") + ", " + database.get("ageDays")
                + " days old";
    }

    private static boolean wrong(Map<String, Object> database) {
        return Boolean.TRUE.equals(database.get("tooOld"))
                || !String.valueOf(database.get("problem")).isEmpty();
    }

    private static void show(Output output, Map<String, Object> database) {
        output.line("Database: " + described(database));
        output.line("Type: " + database.get("type"));
        output.line("In use since: " + database.get("loaded"));
        if (Boolean.TRUE.equals(database.get("tooOld"))) {
            output.line("It is too old; put a newer one in its place.");
        }
        if (!String.valueOf(database.get("problem")).isEmpty()) {
            output.line("A newer one was not taken: " + database.get("problem"));
        }
    }

    @Command(name = "lookup", description = "Show in which country an address is.")
    static final class LookUp extends Verb {
        @Parameters(paramLabel = "IP", description = "An IPv4 or IPv6 address.")
        String address;

        @Override
        public Integer call() {
            Answer answer = webAdmin().get("/waypost/country/lookup/" + WebAdminClient.segment(address));
            if (answer.status() == 400) {
                throw new CommandFailure(
                        ExitCode.USAGE, "'" + address + "' is no address.", "Expected an IPv4 or IPv6 address.");
            }
            Map<String, Object> found =
                    done(answer, "The address can't be looked up").object();
            Object country = found.get("country");
            output().line(address + ": " + (country == null ? "" : country + ", ") + found.get("text"));
            output().result(found);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "status",
            description =
                    "Show which table is in use and how old it is. Exits with 1 when it is too old or a newer one was"
                            + " not taken.")
    static final class Status extends Verb {
        @Override
        public Integer call() {
            Map<String, Object> database = done(webAdmin().get(DATABASE), "The database of countries can't be shown")
                    .object();
            show(output(), database);
            output().result(database);
            return wrong(database) ? ExitCode.FAILURE : ExitCode.OK;
        }
    }

    @Command(
            name = "reload",
            description = "Read the file of country.properties now. Exits with 6 when it can't be used.")
    static final class Reload extends Verb {
        @Override
        public Integer call() {
            Answer answer = webAdmin().post(DATABASE + "/reload", "");
            Map<String, Object> result = new LinkedHashMap<>(answer.object());
            if (answer.status() == 409) {
                throw new CommandFailure(
                        ExitCode.CONFLICT,
                        "The table from before stays in use: " + result.get("reason"),
                        "Mend the file that database in country.properties names.");
            }
            done(answer, "The database of countries can't be reloaded");
            output().line("REPLACED".equals(result.get("outcome")) ? "Replaced." : "Nothing has changed.");
            if (result.get("database") instanceof Map<?, ?> database) {
                Map<String, Object> shown = new LinkedHashMap<>();
                database.forEach((key, value) -> shown.put(String.valueOf(key), value));
                show(output(), shown);
            }
            output().result(result);
            return ExitCode.OK;
        }
    }
}
