package org.waypost.server.command;

import java.util.LinkedHashMap;
import java.util.List;
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
                "Give a domain another name, with its users, their mail and all else. May be called again after it was cut"
                        + " short. Exits with 5 when there is no such domain.")
final class DomainRenameVerb extends Verb {
    @Parameters(index = "0", paramLabel = "DOMAIN", description = "The domain.")
    String domain;

    @Parameters(index = "1", paramLabel = "NEW", description = "Its new name.")
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
        List<String> users =
                UserVerbs.all(server).filter(user -> user.endsWith("@" + from)).toList();
        for (String user : users) {
            UserVerbs.move(server, user, user.substring(0, user.lastIndexOf('@') + 1) + to);
        }
        String what = from + " can't be renamed to " + to;
        String path =
                "/waypost/accounts/domains/" + WebAdminClient.segment(from) + "/rename/" + WebAdminClient.segment(to);
        RemoteTask.await(server, done(server.post(path + (alias ? "?keepOld" : ""), ""), what), what);
        if (alias) {
            done(
                    server.put(DomainVerbs.path(to) + "/aliases/" + WebAdminClient.segment(from), ""),
                    "Renamed, but the alias " + from + " can't be added");
        }
        say("Renamed " + from + " to " + to + ".", result(from, to, users.size()));
        return ExitCode.OK;
    }

    private Map<String, Object> result(String from, String to, int users) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("domain", to);
        result.put("formerly", from);
        result.put("alias", alias);
        result.put("users", users);
        return result;
    }
}
