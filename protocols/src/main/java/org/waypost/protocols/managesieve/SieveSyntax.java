package org.waypost.protocols.managesieve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads lines of RFC 5804 §4 and writes its strings. */
final class SieveSyntax {

    private static final int LONGEST_QUOTED = 1024;

    private SieveSyntax() {}

    /** A command that can't be read. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        Malformed(String problem) {
            super(problem);
        }
    }

    /** Adds the arguments of a piece of a line, without its line end or literal mark. */
    static List<Argument> arguments(byte[] piece) throws Malformed {
        String text = utf8(piece);
        List<Argument> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == ' ') {
                at++;
            } else if (next == '"') {
                at = quoted(text, at + 1, found);
            } else {
                int end = text.indexOf(' ', at);
                end = end < 0 ? text.length() : end;
                found.add(new Argument(text.substring(at, end), false));
                at = end;
            }
        }
        return found;
    }

    private static int quoted(String text, int from, List<Argument> found) throws Malformed {
        StringBuilder value = new StringBuilder();
        for (int at = from; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '"') {
                found.add(new Argument(value.toString(), true));
                return at + 1;
            }
            if (next == '\\') {
                at++;
                if (at == text.length()) {
                    break;
                }
                next = text.charAt(at);
            }
            value.append(next);
        }
        throw new Malformed("A quoted string has no end");
    }

    /** RFC 5804 §1.2: all text is UTF-8. */
    static String utf8(byte[] octets) throws Malformed {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("The text is not UTF-8");
        }
    }

    /** A string as the server sends it: quoted when it can be, else a literal whose size is in octets. */
    static String string(String value) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        boolean plain = value.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
        if (plain && octets.length <= LONGEST_QUOTED) {
            return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return "{" + octets.length + "}\r\n" + value;
    }
}
