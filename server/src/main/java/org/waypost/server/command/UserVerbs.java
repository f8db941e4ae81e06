package org.waypost.server.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.RemoteTask;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost user add|list|remove|password}. */
@Command(
        name = "user",
        description = "Users and their passwords.",
        subcommands = {
            UserVerbs.Add.class,
            UserVerbs.ListAll.class,
            UserVerbs.Remove.class,
            UserVerbs.Rename.class,
            UserVerbs.Password.class
        })
final class UserVerbs implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a verb is missing: add, list, remove, rename or password");
    }

    static String path(String user) {
        return "/users/" + WebAdminClient.segment(user);
    }

    static String body(String password) {
        return Json.write(Map.of("password", password));
    }

    static boolean exists(WebAdminClient server, String user) {
        return server.head(path(user)).done();
    }

    /** All users, sorted. */
    static Stream<String> all(WebAdminClient server) {
        return Verb.done(server.get("/users"), "The users can't be listed").list().stream()
                .filter(Map.class::isInstance)
                .map(entry -> String.valueOf(((Map<?, ?>) entry).get("username")))
                .sorted();
    }

    private static CommandFailure missing(String user) {
        return new CommandFailure(
                ExitCode.NOT_FOUND, "There is no user " + user + ".", "List them with: waypost user list");
    }

    private static String name(String user) {
        return user.toLowerCase(Locale.ROOT);
    }

    @Command(
            name = "add",
            description =
                    "Add a user. Exits with 6 when there is one of this name, with 5 when the domain isn't there.")
    static final class Add extends Verb {
        @Parameters(paramLabel = "USER", description = "The whole address, such as alice@example.org.")
        String user;

        @Mixin
        PasswordSource source;

        @Override
        public Integer call() throws IOException {
            String name = name(user);
            WebAdminClient server = webAdmin();
            requireDomain(server, name);
            if (exists(server, name)) {
                throw new CommandFailure(
                        ExitCode.CONFLICT,
                        "The user " + name + " is there already.",
                        "Change the password with: waypost user password " + name);
            }
            String password = source.read(output());
            Answer answer = server.put(path(name), body(password));
            if (answer.status() == 409) {
                throw new CommandFailure(ExitCode.CONFLICT, "The user " + name + " is there already.", "");
            }
            done(answer, "The user " + name + " can't be added");
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("user", name);
            result.put("added", true);
            if (source.generated()) {
                result.put("password", password);
            }
            say("Added " + name + (source.generated() ? " with password " + password : "") + ".", result);
            return ExitCode.OK;
        }

        private static void requireDomain(WebAdminClient server, String name) {
            int at = name.lastIndexOf('@');
            if (at <= 0 || at == name.length() - 1) {
                throw new CommandFailure(
                        ExitCode.USAGE, name + " is no address.", "Give the whole address, such as alice@example.org.");
            }
            String domain = name.substring(at + 1);
            Answer answer = server.get("/domains/" + WebAdminClient.segment(domain));
            if (answer.status() == 404) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "There is no domain " + domain + ".",
                        "Add it first: waypost domain add " + domain);
            }
            done(answer, "The domain " + domain + " can't be looked up");
        }
    }

    @Command(name = "list", description = "List all users, or those of one domain.")
    static final class ListAll extends Verb {
        @Option(names = "--domain", paramLabel = "DOMAIN", description = "Only users of this domain.")
        String domain;

        @Override
        public Integer call() {
            List<String> users = all(webAdmin())
                    .filter(user -> domain == null || user.endsWith("@" + domain.toLowerCase(Locale.ROOT)))
                    .toList();
            users.forEach(output()::line);
            output().result(Map.of("users", users));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "remove",
            description =
                    "Remove a user with all that belongs to it: mail, filters, addresses, settings. Exits with 5 when there"
                            + " is no such user.")
    static final class Remove extends Verb {
        @Parameters(paramLabel = "USER", description = "The whole address.")
        String user;

        @Option(
                names = "--keep-mail",
                description = "Leave the mailboxes, for a user that is added again under this name.")
        boolean keepMail;

        @Override
        public Integer call() {
            String name = name(user);
            WebAdminClient server = webAdmin();
            if (!exists(server, name)) {
                throw missing(name);
            }
            String what = "The user " + name + " can't be removed";
            String path = "/waypost/accounts/users/" + WebAdminClient.segment(name);
            RemoteTask.await(server, done(server.delete(path + (keepMail ? "?keepMail" : "")), what), what);
            say("Removed " + name + ".", Map.of("user", name, "removed", true, "keptMail", keepMail));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "rename",
            description =
                    "Give a user another name, with password, mail, filters, limits and settings. Exits with 5 when there is no"
                            + " such user, with 6 when the new name is taken.")
    static final class Rename extends Verb {
        @Parameters(index = "0", paramLabel = "USER", description = "The whole address.")
        String user;

        @Parameters(index = "1", paramLabel = "NEW", description = "The new address.")
        String renamed;

        @Option(names = "--alias", description = "Mail to the old address goes on to the new one.")
        boolean alias;

        @Override
        public Integer call() {
            String from = name(user);
            String to = name(renamed);
            WebAdminClient server = webAdmin();
            move(server, from, to);
            if (alias) {
                done(
                        server.put(
                                "/address/aliases/" + WebAdminClient.segment(to) + "/sources/"
                                        + WebAdminClient.segment(from),
                                ""),
                        "Renamed, but the alias " + from + " can't be added");
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("user", to);
            result.put("formerly", from);
            result.put("alias", alias);
            say("Renamed " + from + " to " + to + ".", result);
            return ExitCode.OK;
        }
    }

    /** Gives a user another name. May be repeated after it was cut short. */
    static void move(WebAdminClient server, String from, String to) {
        String what = from + " can't be renamed to " + to;
        String rename =
                "/waypost/accounts/users/" + WebAdminClient.segment(from) + "/rename/" + WebAdminClient.segment(to);
        RemoteTask.await(server, Verb.done(server.post(rename, ""), what), what);
    }

    @Command(name = "password", description = "Set a new password. Exits with 5 when there is no such user.")
    static final class Password extends Verb {
        @Parameters(paramLabel = "USER", description = "The whole address.")
        String user;

        @Mixin
        PasswordSource source;

        @Override
        public Integer call() throws IOException {
            String name = name(user);
            WebAdminClient server = webAdmin();
            if (!exists(server, name)) {
                throw missing(name);
            }
            String password = source.read(output());
            done(server.put(path(name) + "?force", body(password)), "The password of " + name + " can't be set");
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("user", name);
            result.put("changed", true);
            if (source.generated()) {
                result.put("password", password);
            }
            say("Changed the password of " + name + (source.generated() ? " to " + password : "") + ".", result);
            return ExitCode.OK;
        }
    }
}
