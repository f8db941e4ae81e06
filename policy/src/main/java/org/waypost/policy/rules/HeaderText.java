package org.waypost.policy.rules;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a header field (RFC 2047), read as leniently as mail programs do: characters that a sender has cut in two words
 * are put together again, raw 8-bit text is taken as UTF-8 or Latin, and what can't be read stays as it is.
 */
final class HeaderText {
    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]{1,75})\\?([bBqQ])\\?([^?\\s]*)\\?=");

    private HeaderText() {}

    /** Bytes of a field's body as text, encoded words still encoded. */
    static String raw(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Decodes the words of a value. */
    static String decoded(String value) {
        String line = value.replaceAll("\\r?\\n", "");
        Matcher words = WORD.matcher(line);
        StringBuilder text = new StringBuilder();
        Pending pending = new Pending(text);
        int end = 0;
        while (words.find()) {
            String between = line.substring(end, words.start());
            // RFC 2047 §6.2: white space between two encoded words is not shown.
            if (!(pending.open() && between.isBlank())) {
                pending.flush();
                text.append(between);
            }
            pending.add(words.group(), words.group(1), words.group(2), words.group(3));
            end = words.end();
        }
        pending.flush();
        return text.append(line, end, line.length()).toString();
    }

    /** Neighbouring words of one charset, whose bytes belong together. */
    private static final class Pending {
        private final StringBuilder text;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Charset charset;
        private boolean open;

        Pending(StringBuilder text) {
            this.text = text;
        }

        boolean open() {
            return open;
        }

        void add(String word, String name, String encoding, String content) {
            // RFC 2231 §5: a language may follow the charset.
            Optional<Charset> known = charset(name.replaceFirst("\\*.*", ""));
            Optional<byte[]> decoded = encoding.equalsIgnoreCase("B") ? base64(content) : Optional.of(quoted(content));
            if (known.isEmpty() || decoded.isEmpty()) {
                flush();
                text.append(word);
                open = true;
                return;
            }
            if (!known.get().equals(charset)) {
                flush();
                charset = known.get();
            }
            bytes.writeBytes(decoded.get());
            open = true;
        }

        void flush() {
            if (charset != null) {
                text.append(bytes.toString(charset));
                bytes.reset();
                charset = null;
            }
            open = false;
        }
    }

    /** The charset of that name; absent when there is none. */
    static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> base64(String content) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(content));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    // RFC 2047 §4.2.
    private static byte[] quoted(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length());
        for (int index = 0; index < content.length(); index++) {
            char character = content.charAt(index);
            if (character == '_') {
                bytes.write(' ');
            } else if (character == '=' && index + 2 < content.length() && hex(content, index + 1) >= 0) {
                bytes.write(hex(content, index + 1));
                index += 2;
            } else {
                bytes.write(character);
            }
        }
        return bytes.toByteArray();
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
