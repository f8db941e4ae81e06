package org.waypost.server.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waypost.server.command.remote.RemoteTask;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost domain add|list|remove|rename}. */
@Command(
        name = "domain",
        description = "Domains for which this server receives mail.",
        subcommands = {
            DomainVerbs.Add.class,
            DomainVerbs.ListAll.class,
            DomainVerbs.Remove.class,
            DomainRenameVerb.class
        })
final class DomainVerbs implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: add, list, remove or rename");
    }

    static String path(String domain) {
        return "/domains/" + WebAdminClient.segment(domain);
    }

    static boolean exists(WebAdminClient server, String domain) {
        return server.get(path(domain)).done();
    }

    static CommandFailure missing(String domain) {
        return new CommandFailure(
                ExitCode.NOT_FOUND, "There is no domain " + domain + ".", "List them with: waypost domain list");
    }

    @Command(name = "add", description = "Add a domain. Exits with 6 when it is there already.")
    static final class Add extends Verb {
        @Parameters(paramLabel = "DOMAIN", description = "The domain, such as example.org.")
        String domain;

        @Option(names = "--if-missing", description = "Succeed when it is there already.")
        boolean ifMissing;

        @Override
        public Integer call() {
            String name = domain.toLowerCase(Locale.ROOT);
            WebAdminClient server = webAdmin();
            boolean there = exists(server, name);
            if (there && !ifMissing) {
                throw new CommandFailure(ExitCode.CONFLICT, "The domain " + name + " is there already.", "");
            }
            if (!there) {
                done(server.put(path(name), ""), "The domain " + name + " can't be added");
            }
            say(
                    there
                            ? "The domain " + name + " is there already."
                            : "Added " + name + ". What the DNS must say: waypost doctor.",
                    Map.of("domain", name, "added", !there));
            return ExitCode.OK;
        }
    }

    @Command(name = "list", description = "List all domains.")
    static final class ListAll extends Verb {
        @Override
        public Integer call() {
            List<String> domains = done(webAdmin().get("/domains"), "The domains can't be listed").list().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            domains.forEach(output()::line);
            output().result(Map.of("domains", domains));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "remove",
            description =
                    "Remove a domain with all that belongs to it. Exits with 5 when it isn't there, with 6 when it has users.")
    static final class Remove extends Verb {
        @Parameters(paramLabel = "DOMAIN", description = "The domain.")
        String domain;

        @Option(names = "--with-users", description = "Remove its users and their mail, too.")
        boolean withUsers;

        @Override
        public Integer call() {
            String name = domain.toLowerCase(Locale.ROOT);
            WebAdminClient server = webAdmin();
            if (!exists(server, name)) {
                throw missing(name);
            }
            String what = "The domain " + name + " can't be removed";
            String path = "/waypost/accounts/domains/" + WebAdminClient.segment(name) + (withUsers ? "?withUsers" : "");
            RemoteTask.await(server, done(server.delete(path), what), what);
            say("Removed " + name + ".", Map.of("domain", name, "removed", true));
            return ExitCode.OK;
        }
    }
}
