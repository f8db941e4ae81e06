package org.waypost.server.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost folder list|create|rename|delete|rights}. */
@Command(
        name = "folder",
        description = "Folders of any user. Levels are apart by a dot, as IMAP shows them: Archive.2026.",
        subcommands = {
            FolderVerbs.ListAll.class,
            FolderVerbs.Create.class,
            FolderVerbs.Rename.class,
            FolderVerbs.Delete.class,
            FolderVerbs.Rights.class
        })
final class FolderVerbs implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a verb is missing: list, create, rename, delete or rights");
    }

    /** A verb for the folders of a user. */
    abstract static class OfUser extends Verb {
        @Parameters(index = "0", paramLabel = "USER", description = "The user whose folders they are.")
        String user;

        String path(String more) {
            return "/waypost/folders/" + WebAdminClient.segment(user.toLowerCase(Locale.ROOT)) + more;
        }

        static String query(String folder) {
            return "?name=" + WebAdminClient.segment(folder);
        }
    }

    @Command(name = "list", description = "List folders with messages, unseen ones and rights of others.")
    static final class ListAll extends OfUser {
        @Override
        public Integer call() {
            Map<String, Object> answer = done(webAdmin().get(path("")), "The folders of " + user + " can't be listed")
                    .object();
            if (answer.get("folders") instanceof List<?> folders) {
                folders.forEach(each -> {
                    if (each instanceof Map<?, ?> folder) {
                        output().line(folder.get("name") + ": " + folder.get("messages") + " messages, "
                                + folder.get("unseen") + " unseen" + shared(folder.get("rights")));
                    }
                });
            }
            output().line("used: size " + amount(answer.get("size"), true) + ", messages "
                    + amount(answer.get("count"), false));
            output().result(answer);
            return ExitCode.OK;
        }

        private static String shared(Object rights) {
            return rights instanceof Map<?, ?> map && !map.isEmpty() ? ", shared with " + map : "";
        }

        private static String amount(Object value, boolean size) {
            if (!(value instanceof Map<?, ?> amount)) {
                return "unknown";
            }
            return shown(amount.get("used"), size)
                    + (amount.containsKey("limit") ? " of " + shown(amount.get("limit"), size) : "");
        }

        private static String shown(Object value, boolean size) {
            return size && value instanceof Number number
                    ? QuotaAmount.show(number.longValue())
                    : String.valueOf(value);
        }
    }

    @Command(name = "create", description = "Create a folder, and the levels above it. Exits with 6 when it is there.")
    static final class Create extends OfUser {
        @Parameters(index = "1", paramLabel = "FOLDER", description = "Its name.")
        String folder;

        @Override
        public Integer call() {
            done(webAdmin().post(path(""), Json.write(Map.of("name", folder))), "The folder can't be created");
            say("Created " + folder + ".", Map.of("user", user, "folder", folder));
            return ExitCode.OK;
        }
    }

    @Command(name = "rename", description = "Rename a folder; those below it move along.")
    static final class Rename extends OfUser {
        @Parameters(index = "1", paramLabel = "FOLDER", description = "Its name.")
        String folder;

        @Parameters(index = "2", paramLabel = "NEW", description = "The new name, from the top.")
        String name;

        @Override
        public Integer call() {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("from", folder);
            change.put("to", name);
            done(webAdmin().post(path("/rename"), Json.write(change)), "The folder can't be renamed");
            say("Renamed " + folder + " to " + name + ".", Map.of("user", user, "from", folder, "to", name));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "delete",
            description = "Delete a folder with its messages. Exits with 6 when folders are below it.")
    static final class Delete extends OfUser {
        @Parameters(index = "1", paramLabel = "FOLDER", description = "Its name.")
        String folder;

        @Option(names = "--all", description = "With all folders below it.")
        boolean all;

        @Override
        public Integer call() {
            Map<String, Object> answer = done(
                            webAdmin().delete(path(query(folder) + (all ? "&all=true" : ""))),
                            "The folder can't be deleted")
                    .object();
            say("Deleted " + answer.get("deleted") + ".", answer);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "rights",
            description = "Show who else has rights on a folder (RFC 4314); with WHO and RIGHTS set them.")
    static final class Rights extends OfUser {
        @Parameters(index = "1", paramLabel = "FOLDER", description = "Its name.")
        String folder;

        @Parameters(
                index = "2",
                arity = "0..1",
                paramLabel = "WHO",
                description = "A user, or anyone where the setting sharing.otherDomains allows it.")
        String who;

        @Parameters(
                index = "3",
                arity = "0..1",
                paramLabel = "RIGHTS",
                description = "Letters of lrswipkxtea, in place of those before; none to take all away.")
        String rights;

        @Override
        public Integer call() {
            if (who != null && rights == null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "say which rights " + who + " gets: letters of lrswipkxtea, or none");
            }
            Map<String, Object> answer = answer();
            if (answer.isEmpty()) {
                output().line("Nobody else has rights on " + folder + ".");
            }
            answer.forEach((name, letters) -> output().line(name + ": " + letters));
            output().result(Map.of("user", user, "folder", folder, "rights", answer));
            return ExitCode.OK;
        }

        private Map<String, Object> answer() {
            String path = path("/rights") + query(folder);
            if (who == null) {
                return done(webAdmin().get(path), "The rights can't be shown").object();
            }
            String to = path + "&to=" + WebAdminClient.segment(who);
            return done(
                            rights.equals("none")
                                    ? webAdmin().delete(to)
                                    : webAdmin().put(to, Json.write(Map.of("rights", rights))),
                            "The rights can't be set")
                    .object();
        }
    }
}
