package org.waypost.server.command;

import java.util.List;
import java.util.Map;
import org.waypost.server.command.remote.Answer;
import org.waypost.server.command.remote.WebAdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waypost challenge list|show|release|discard|digest|confirmed}. */
@Command(
        name = "challenge",
        description = "Mail that waits until its sender confirms, and whom users know.",
        subcommands = {
            ChallengeVerbs.ListHeld.class,
            ChallengeVerbs.Show.class,
            ChallengeVerbs.Release.class,
            ChallengeVerbs.Discard.class,
            ChallengeVerbs.Digest.class,
            ChallengeVerbs.Confirmed.class
        })
final class ChallengeVerbs implements Runnable {
    private static final String BASE = "/waypost/challenge";
    private static final String USER = "The user, such as bob@example.org.";
    private static final String ID = "The id of the mail, from: waypost challenge list USER";

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a verb is missing: list, show, release, discard, digest or confirmed");
    }

    private static String pending(String user) {
        return BASE + "/pending/" + WebAdminClient.segment(user);
    }

    private static String pending(String user, String id) {
        return pending(user) + "/" + WebAdminClient.segment(id);
    }

    private static String confirmed(String user) {
        return BASE + "/confirmed/" + WebAdminClient.segment(user);
    }

    private static String text(Object line, String name) {
        return line instanceof Map<?, ?> map ? String.valueOf(map.get(name)) : "";
    }

    @Command(name = "list", description = "List what waits for a user, or the users for whom mail waits.")
    static final class ListHeld extends Verb {
        @Parameters(arity = "0..1", paramLabel = "USER", description = USER)
        String user;

        @Override
        public Integer call() {
            String path = user == null ? BASE + "/pending" : pending(user);
            List<Object> lines =
                    done(webAdmin().get(path), "Held mail can't be listed").list();
            for (Object line : lines) {
                output().line(
                                user == null
                                        ? text(line, "user") + "  " + text(line, "held")
                                        : text(line, "id") + "  " + text(line, "received") + "  " + text(line, "sender")
                                                + "  " + text(line, "subject"));
            }
            output().result(Map.of(user == null ? "users" : "held", lines));
            return ExitCode.OK;
        }
    }

    @Command(name = "show", description = "Show a mail that waits, with the beginning of its message.")
    static final class Show extends Verb {
        @Parameters(index = "0", paramLabel = "USER", description = USER)
        String user;

        @Parameters(index = "1", paramLabel = "ID", description = ID)
        String id;

        @Override
        public Integer call() {
            Answer mail = done(webAdmin().get(pending(user, id)), "The mail " + id + " can't be shown");
            mail.object().forEach((name, value) -> output().line(name + ": " + value));
            if (!output().json()) {
                Answer message = done(webAdmin().get(pending(user, id) + "/message"), "Its message can't be shown");
                output().line("");
                output().line(message.body());
            }
            output().result(mail.object());
            return ExitCode.OK;
        }
    }

    @Command(name = "release", description = "Deliver a mail that waits, or all of a sender.")
    static final class Release extends Verb {
        @Parameters(index = "0", paramLabel = "USER", description = USER)
        String user;

        @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = ID)
        String id;

        @Option(
                names = "--sender",
                paramLabel = "ADDRESS",
                description = "All mail of this sender, who is known to the user from now on.")
        String sender;

        @Option(
                names = "--remember",
                description = "The sender of the mail is known from now on; its other mail is delivered too.")
        boolean remember;

        @Override
        public Integer call() {
            if ((id == null) == (sender == null)) {
                throw new CommandLine.ParameterException(spec.commandLine(), "give an ID or --sender, one of them");
            }
            String path = id == null
                    ? pending(user) + "?action=release&sender=" + WebAdminClient.segment(sender)
                    : pending(user, id) + "?action=release&remember=" + remember;
            Map<String, Object> answer = done(webAdmin().post(path, ""), "The mail can't be released")
                    .object();
            say("Released: " + answer.get("released"), answer);
            return ExitCode.OK;
        }
    }

    @Command(name = "discard", description = "Delete a mail that waits.")
    static final class Discard extends Verb {
        @Parameters(index = "0", paramLabel = "USER", description = USER)
        String user;

        @Parameters(index = "1", paramLabel = "ID", description = ID)
        String id;

        @Override
        public Integer call() {
            done(webAdmin().delete(pending(user, id)), "The mail " + id + " can't be discarded");
            say("Discarded " + id + ".", Map.of("id", id, "discarded", true));
            return ExitCode.OK;
        }
    }

    @Command(name = "digest", description = "Send a user the list of what waits, now.")
    static final class Digest extends Verb {
        @Parameters(paramLabel = "USER", description = USER)
        String user;

        @Override
        public Integer call() {
            Map<String, Object> answer = done(
                            webAdmin().post(BASE + "/digest/" + WebAdminClient.segment(user), ""),
                            "The list can't be sent")
                    .object();
            boolean sent = Boolean.TRUE.equals(answer.get("sent"));
            say(sent ? "Sent the list to " + user + "." : "Nothing waits for " + user + ".", answer);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "confirmed",
            description = "List whom a user knows: who confirmed, and to whom the user wrote. Add or remove a sender.")
    static final class Confirmed extends Verb {
        @Parameters(paramLabel = "USER", description = USER)
        String user;

        @Option(names = "--add", paramLabel = "ADDRESS", description = "A sender who needn't confirm.")
        String add;

        @Option(names = "--remove", paramLabel = "ADDRESS", description = "A sender to forget.")
        String remove;

        @Override
        public Integer call() {
            if (add != null && remove != null) {
                throw new CommandLine.ParameterException(spec.commandLine(), "give --add or --remove, not both");
            }
            WebAdminClient server = webAdmin();
            if (add != null) {
                done(server.put(sender(add), ""), add + " can't be added");
                say("Added " + add + ".", Map.of("sender", add, "added", true));
            } else if (remove != null) {
                done(server.delete(sender(remove)), remove + " can't be removed");
                say("Removed " + remove + ".", Map.of("sender", remove, "removed", true));
            } else {
                list(server);
            }
            return ExitCode.OK;
        }

        private String sender(String address) {
            return confirmed(user) + "/" + WebAdminClient.segment(address);
        }

        private void list(WebAdminClient server) {
            List<Object> senders = done(server.get(confirmed(user)), "Known senders can't be listed")
                    .list();
            senders.forEach(sender ->
                    output().line(text(sender, "sender") + "  " + text(sender, "how") + "  " + text(sender, "since")));
            output().result(Map.of("confirmed", senders));
        }
    }
}
