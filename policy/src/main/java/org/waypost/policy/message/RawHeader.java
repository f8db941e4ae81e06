package org.waypost.policy.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The header of a message as it came, each byte a character (ISO 8859-1), so that nothing is changed by reading and writing it.
 *
 * @param fields from top to bottom
 * @param ended  whether an empty line follows
 */
public record RawHeader(List<Field> fields, boolean ended) {
    private static final int LONGEST = 1 << 20;

    /**
     * A field.
     *
     * @param name in small letters; empty for a line that is no field
     * @param raw  all of it, with its folds, without the line's end
     */
    public record Field(String name, String raw) {

        static Field of(String raw) {
            int colon = raw.indexOf(':');
            return new Field(colon <= 0 ? "" : raw.substring(0, colon).trim().toLowerCase(Locale.ROOT), raw);
        }

        /** What stands behind the colon, with its folds. */
        public String value() {
            return raw.substring(raw.indexOf(':') + 1);
        }
    }

    public RawHeader {
        fields = List.copyOf(fields);
    }

    /**
     * Reads up to and with the empty line; the stream then stands at the body.
     *
     * @param in reads single bytes fast
     * @throws IOException also when the header is longer than a megabyte
     */
    public static RawHeader read(InputStream in) throws IOException {
        List<Field> fields = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int total = 0;
        String line = line(in);
        for (; line != null && !line.isEmpty(); line = line(in)) {
            total += line.length();
            if (total > LONGEST) {
                throw new IOException("the header is longer than " + LONGEST + " bytes");
            }
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (folded && !open.isEmpty()) {
                open.append("\r\n").append(line);
            } else {
                add(fields, open);
                open = new StringBuilder(line);
            }
        }
        add(fields, open);
        return new RawHeader(fields, line != null);
    }

    private static void add(List<Field> fields, StringBuilder raw) {
        if (!raw.isEmpty()) {
            fields.add(Field.of(raw.toString()));
        }
    }

    /** Without its end; {@code null} at the end of the stream. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            if (line.size() > LONGEST) {
                throw new IOException("a line of the header is longer than " + LONGEST + " bytes");
            }
            next = in.read();
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The fields of that name, given in small letters, from top to bottom. */
    public List<Field> named(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).toList();
    }

    /** Writes it, with the empty line if it has one. */
    public void writeTo(OutputStream out) throws IOException {
        for (Field field : fields) {
            out.write(field.raw().getBytes(StandardCharsets.ISO_8859_1));
            out.write('\r');
            out.write('\n');
        }
        if (ended) {
            out.write('\r');
            out.write('\n');
        }
    }
}
