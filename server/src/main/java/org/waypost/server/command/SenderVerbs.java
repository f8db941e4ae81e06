package org.waypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waypost.server.command.remote.Answer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waypost sender check}. */
@Command(
        name = "sender",
        description = "Who sends: SPF, DKIM and the lists of senders.",
        subcommands = SenderVerbs.Check.class)
final class SenderVerbs implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: check");
    }

    @Command(
            name = "check",
            description = "Show what the running server would find out about a sender, and what it asked of the DNS.")
    static final class Check extends Verb {
        @Option(
                names = "--client",
                required = true,
                paramLabel = "IP",
                description = "Address of the machine that brings the mail.")
        String client;

        @Option(
                names = "--from",
                required = true,
                paramLabel = "ADDRESS",
                description = "Sender of the envelope; <> for none.")
        String from;

        @Option(names = "--helo", paramLabel = "NAME", description = "Name by which the machine greets.")
        String helo;

        @Option(names = "--to", paramLabel = "USER", description = "User whose lists of senders are asked too.")
        String to;

        @Option(names = "--message", paramLabel = "FILE", description = "Message whose signatures are verified.")
        Path message;

        @Override
        public Integer call() throws IOException {
            Map<String, Object> question = new LinkedHashMap<>();
            question.put("client", client);
            question.put("from", from);
            putIfGiven(question, "helo", helo);
            putIfGiven(question, "to", to);
            if (message != null) {
                question.put("message", Base64.getEncoder().encodeToString(Files.readAllBytes(message)));
            }
            Answer answer = done(
                    webAdmin().post("/waypost/senders/check", Json.write(question)), "The sender can't be checked");
            Map<String, Object> found = answer.object();
            show(found);
            output().result(found);
            return ExitCode.OK;
        }

        private static void putIfGiven(Map<String, Object> question, String key, String value) {
            if (value != null) {
                question.put(key, value);
            }
        }

        private void show(Map<String, Object> found) {
            Map<?, ?> spf = (Map<?, ?>) found.get("spf");
            output().line("spf=" + spf.get("result") + " (" + spf.get("reason") + ") " + spf.get("identity") + "="
                    + spf.get("domain"));
            List<?> signatures = (List<?>) found.get("dkim");
            if (message != null && signatures.isEmpty()) {
                output().line("dkim=none");
            }
            for (Object each : signatures) {
                Map<?, ?> signature = (Map<?, ?>) each;
                Object reason = signature.get("reason");
                output().line("dkim=" + signature.get("result") + ("".equals(reason) ? "" : " (" + reason + ")") + " d="
                        + signature.get("domain") + " s=" + signature.get("selector") + " a="
                        + signature.get("algorithm"));
            }
            if (found.get("listing") != null) {
                output().line("lists of " + to + ": " + found.get("listing"));
            }
            for (Object each : (List<?>) found.get("dns")) {
                Map<?, ?> asked = (Map<?, ?>) each;
                List<?> records = (List<?>) asked.get("records");
                String question = "DNS " + asked.get("type") + " " + asked.get("name") + ": ";
                if (records.isEmpty()) {
                    output().line(question + asked.get("outcome"));
                }
                records.forEach(record -> output().line(question + record));
            }
        }
    }
}
