package org.waypost.protocols.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.imap.api.Tag;

/** One command while it comes in: lines of text with literals between them. */
final class PendingCommand {

    // RFC 9051 §9: tag = 1*<any ASTRING-CHAR except "+">
    private static final Pattern START =
            Pattern.compile("\\A([^\\x00-\\x20(){%*\"\\\\+\\x7f-\\xff]{1,64}) +([A-Za-z]+)");
    private static final int ENOUGH = 128;

    private final List<byte[]> lines = new ArrayList<>();
    private final List<LiteralSink> literals = new ArrayList<>();
    private int lineOctets;
    private long literalOctets;
    private String refusal;

    void addLine(byte[] line) {
        lines.add(line);
        lineOctets += line.length;
    }

    void addLiteral(LiteralSink literal, long size) {
        literals.add(literal);
        literalOctets += size;
    }

    /** Octets of text so far. */
    int lineOctets() {
        return lineOctets;
    }

    int literalCount() {
        return literals.size();
    }

    /** Octets of literals announced so far. */
    long literalOctets() {
        return literalOctets;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    List<byte[]> lines() {
        return lines;
    }

    List<LiteralSink> literals() {
        return literals;
    }

    /** The command's tag, if it has a lawful one. */
    Optional<Tag> tag() {
        return start().map(start -> new Tag(start.group(1)));
    }

    /** The command's name in capitals, empty when there is none. */
    String verb() {
        return start().map(start -> start.group(2).toUpperCase(Locale.US)).orElse("");
    }

    private Optional<Matcher> start() {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        byte[] first = lines.get(0);
        Matcher matcher =
                START.matcher(new String(first, 0, Math.min(first.length, ENOUGH), StandardCharsets.ISO_8859_1));
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    /** Marks a command that is read to its end but not obeyed. */
    void refuse(String reason) {
        if (refusal == null) {
            refusal = reason;
        }
    }

    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Whether octets of a literal got lost on the way to the disk. */
    boolean failed() {
        return literals.stream().anyMatch(literal -> literal instanceof LiteralFile file && file.failed());
    }

    void discard() {
        literals.forEach(LiteralSink::discard);
    }
}
