package org.waypost.protocols.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session written down: what the client sends and what it must hear. One step a line:
 *
 * <pre>
 * # words for the reader
 * connect NAME     a new connection to the listener of that name, nothing read yet
 * tls              the TLS handshake
 * C: text          the client sends the text and CRLF
 * R: text          the client sends the text as it is
 * S: pattern       the next line from the server; * stands for any characters
 * S+ pattern       the next answer, of one or more lines, has a line like this
 * S- pattern       the answer just read has no line like this
 * closed           the server has closed the connection
 * </pre>
 *
 * In what the client sends, {@code \r \n \0 \\ \xNN} are bytes and {@code ${name}} is a variable.
 */
public final class Transcript {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(r|n|0|\\\\|x[0-9a-fA-F]{2})");

    private final String name;
    private final List<String> steps;

    private Transcript(String name, List<String> steps) {
        this.name = name;
        this.steps = steps;
    }

    /** Reads a file. */
    public static Transcript of(Path file) throws IOException {
        return new Transcript(String.valueOf(file.getFileName()), Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    /** Reads all files of a folder on the class path, in the order of their names. */
    public static List<Transcript> in(String folder) throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of(Transcript.class.getResource("/" + folder).toURI()))) {
            List<Transcript> transcripts = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                transcripts.add(of(file));
            }
            return transcripts;
        } catch (URISyntaxException e) {
            throw new IOException(folder, e);
        }
    }

    /**
     * Plays the client.
     *
     * @param ports gives the port of a listener's name
     * @param variables what {@code ${name}} stands for
     * @throws AssertionError at the first line that differs, naming the file and line
     */
    public void play(ToIntFunction<String> ports, Map<String, String> variables) throws IOException {
        try (Player player = new Player(ports, variables)) {
            for (int i = 0; i < steps.size(); i++) {
                try {
                    player.step(steps.get(i));
                } catch (AssertionError | IOException e) {
                    String where = "%s:%d: %s%n%s".formatted(name, i + 1, steps.get(i), e.getMessage());
                    throw new AssertionError(where, e);
                }
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class Player implements AutoCloseable {
        private final ToIntFunction<String> ports;
        private final Map<String, String> variables;
        private SmtpDialogue client;
        private String heard = "";

        Player(ToIntFunction<String> ports, Map<String, String> variables) {
            this.ports = ports;
            this.variables = variables;
        }

        void step(String step) throws IOException {
            if (step.isBlank() || step.startsWith("#")) {
                return;
            }
            String rest = step.length() > 3 ? step.substring(3) : "";
            if (step.startsWith("connect ")) {
                close();
                client = SmtpDialogue.connect(
                        ports.applyAsInt(step.substring("connect ".length()).trim()));
            } else if (step.equals("tls")) {
                client.startTls();
            } else if (step.equals("closed")) {
                expectEnd();
            } else if (step.startsWith("C: ")) {
                client.raw(bytes(rest) + "\r\n");
            } else if (step.startsWith("R: ")) {
                client.raw(bytes(rest));
            } else if (step.startsWith("S: ")) {
                heard = client.line();
                check(heard != null && like(heard, rest));
            } else if (step.startsWith("S+ ")) {
                heard = client.answer();
                check(heard != null && heard.lines().anyMatch(line -> like(line, rest)));
            } else if (step.startsWith("S- ")) {
                check(heard.lines().noneMatch(line -> like(line, rest)));
            } else {
                throw new AssertionError("not a step");
            }
        }

        private void expectEnd() throws IOException {
            heard = client.line();
            check(heard == null);
        }

        private void check(boolean asExpected) {
            if (!asExpected) {
                throw new AssertionError("heard: " + (heard == null ? "the end of the connection" : heard));
            }
        }

        private String bytes(String text) {
            String filled = text;
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
            }
            return ESCAPE.matcher(filled).replaceAll(escape -> Matcher.quoteReplacement(unescape(escape.group(1))));
        }

        private static String unescape(String escape) {
            return switch (escape.charAt(0)) {
                case 'r' -> "\r";
                case 'n' -> "\n";
                case '0' -> "\0";
                case 'x' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
                default -> "\\";
            };
        }

        private static boolean like(String line, String pattern) {
            String regex = Pattern.compile("\\*")
                    .splitAsStream(pattern + " ")
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            return (line + " ").matches(regex);
        }

        @Override
        public void close() throws IOException {
            if (client != null) {
                client.close();
            }
        }
    }
}
