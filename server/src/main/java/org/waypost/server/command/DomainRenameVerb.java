package org.waypost.server.command;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.waypost.server.command.remote.RemoteTask;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code waypost domain rename}: the users one after another, then what the domain has. Passwords are stored mixed with the names
 * of their users, so they can't be taken along; new ones are made. Called again, it goes on where it was cut short.
 */
@Command(
        name = "rename",
        description =
                "Give a domain another name, with its users, their mail and all else. Each user gets a new password, which is"
                        + " printed. May be called again after it was cut short. Exits with 5 when there is no such domain.")
final class DomainRenameVerb extends Verb {
    private final SecureRandom random = new SecureRandom();

    @Parameters(index = "0", paramLabel = "DOMAIN", description = "The domain.")
    String domain;

    @Parameters(index = "1", paramLabel = "NEW", description = "Its new name. Users that are there already stay.")
    String renamed;

    @Option(names = "--alias", description = "Mail to addresses of the old domain goes on to the new one.")
    boolean alias;

    @Override
    public Integer call() {
        String from = domain.toLowerCase(Locale.ROOT);
        String to = renamed.toLowerCase(Locale.ROOT);
        WebAdminClient server = webAdmin();
        if (!DomainVerbs.exists(server, from)) {
            throw DomainVerbs.missing(from);
        }
        if (from.equals(to)) {
            throw new CommandFailure(ExitCode.USAGE, to + " is the name that it has.", "Give another name.");
        }
        done(server.put(DomainVerbs.path(to), ""), "The domain " + to + " can't be added");
        Map<String, String> passwords = new LinkedHashMap<>();
        UserVerbs.all(server)
                .filter(user -> user.endsWith("@" + from))
                .forEach(user -> user(server, user, user.substring(0, user.lastIndexOf('@') + 1) + to, passwords));
        String what = from + " can't be renamed to " + to;
        String path =
                "/waypost/accounts/domains/" + WebAdminClient.segment(from) + "/rename/" + WebAdminClient.segment(to);
        RemoteTask.await(server, done(server.post(path + (alias ? "?keepOld" : ""), ""), what), what);
        if (alias) {
            done(
                    server.put(DomainVerbs.path(to) + "/aliases/" + WebAdminClient.segment(from), ""),
                    "Renamed, but the alias " + from + " can't be added");
        }
        say("Renamed " + from + " to " + to + ".", result(from, to, passwords));
        return ExitCode.OK;
    }

    /** A password is told before anything is moved: who cuts this short has it. */
    private void user(WebAdminClient server, String from, String to, Map<String, String> passwords) {
        if (!UserVerbs.exists(server, to)) {
            String password = PasswordSource.generate(random);
            done(server.put(UserVerbs.path(to), UserVerbs.body(password)), "The user " + to + " can't be added");
            passwords.put(to, password);
            output().line(to + " " + password);
        }
        UserVerbs.move(server, from, to);
    }

    private Map<String, Object> result(String from, String to, Map<String, String> passwords) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("domain", to);
        result.put("formerly", from);
        result.put("alias", alias);
        result.put("passwords", passwords);
        return result;
    }
}
