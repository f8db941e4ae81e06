package org.waypost.policy.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/**
 * A message as rules see it, read once from the front and within bounds: of the message at most {@value #MOST_OCTETS} octets,
 * of its header {@value #MOST_FIELDS} fields, of its texts together {@value #MOST_TEXT} characters, at most
 * {@value #DEEPEST} parts deep. What lies beyond, or can't be read because the message is broken, is not seen; what came before is.
 */
public final class MessageView {
    static final int MOST_OCTETS = 16 << 20;
    static final int MOST_TEXT = 1 << 20;
    static final int MOST_FIELDS = 2000;
    static final int DEEPEST = 20;
    private static final int LONGEST_FIELD = 128 << 10;

    private static final MimeConfig LENIENT = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(LONGEST_FIELD)
            .setMaxHeaderCount(MOST_FIELDS)
            .setMaxContentLen(-1)
            .setMalformedHeaderStartsBody(false)
            .build();

    private final long size;
    private final Map<String, List<String>> fields = new HashMap<>();
    private final Map<String, List<String>> folded = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private String body;

    private MessageView(long size) {
        this.size = size;
    }

    /**
     * Reads a message and leaves the stream open.
     *
     * @param size     its octets
     * @param withBody whether its texts are wanted; without, only the header is read
     * @throws IOException when the stream fails; a broken message is no failure
     */
    public static MessageView read(InputStream message, long size, boolean withBody) throws IOException {
        MessageView view = new MessageView(size);
        MimeTokenStream tokens = new MimeTokenStream(LENIENT);
        tokens.parse(new Bounded(message, MOST_OCTETS));
        try {
            view.take(tokens, withBody);
        } catch (MimeException broken) {
            // What was read until here is what there is.
            view.text.append(' ');
        }
        return view;
    }

    private void take(MimeTokenStream tokens, boolean withBody) throws IOException, MimeException {
        int depth = 0;
        boolean top = true;
        for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_FIELD -> {
                    if (top) {
                        field(tokens.getField());
                    }
                }
                case T_END_HEADER -> {
                    top = false;
                    if (!withBody) {
                        return;
                    }
                }
                case T_START_MULTIPART, T_START_MESSAGE -> {
                    if (state == EntityState.T_START_MULTIPART && ++depth > DEEPEST) {
                        return;
                    }
                }
                case T_END_MULTIPART -> depth--;
                case T_BODY -> {
                    part(tokens);
                    if (text.length() >= MOST_TEXT) {
                        return;
                    }
                }
                default -> {
                    // Boundaries and preambles say nothing.
                }
            }
        }
    }

    private void field(Field field) {
        String value;
        if (field.getRaw() == null) {
            value = field.getBody();
        } else {
            String whole = HeaderText.raw(field.getRaw().toByteArray());
            value = whole.substring(whole.indexOf(':') + 1);
        }
        fields.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                .add(value == null ? "" : value);
    }

    private void part(MimeTokenStream tokens) throws IOException {
        BodyDescriptor described = tokens.getBodyDescriptor();
        if (!"text".equalsIgnoreCase(described.getMediaType())) {
            return;
        }
        Charset charset = Optional.ofNullable(described.getCharset())
                .flatMap(HeaderText::charset)
                .orElse(StandardCharsets.UTF_8);
        String content = read(tokens.getDecodedInputStream(), charset, MOST_TEXT - text.length());
        text.append("html".equalsIgnoreCase(described.getSubType()) ? MarkupText.of(content) : content)
                .append('\n');
    }

    private static String read(InputStream stream, Charset charset, int most) throws IOException {
        // A charset that mail declares wrongly gives wrong characters, never an error.
        Reader reader = new InputStreamReader(stream, charset);
        StringBuilder read = new StringBuilder();
        char[] buffer = new char[8192];
        for (int count = 0; read.length() < most; read.append(buffer, 0, count)) {
            count = reader.read(buffer, 0, Math.min(buffer.length, most - read.length()));
            if (count < 0) {
                break;
            }
        }
        return read.toString();
    }

    /** Its octets. */
    public long size() {
        return size;
    }

    /** The values of all fields of that name, decoded and folded. */
    List<String> header(String name) {
        return folded.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> fields.getOrDefault(key, List.of()).stream()
                .map(HeaderText::decoded)
                .map(Folded::of)
                .toList());
    }

    /** The values of all fields of that name as they stand there. */
    List<String> rawHeader(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The texts of all its parts, folded. */
    String body() {
        if (body == null) {
            body = Folded.of(text.toString());
        }
        return body;
    }

    /** Ends after so many octets. */
    private static final class Bounded extends InputStream {
        private final InputStream inner;
        private int left;

        Bounded(InputStream inner, int most) {
            this.inner = inner;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            if (left <= 0) {
                return -1;
            }
            left--;
            return inner.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = inner.read(bytes, offset, Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }
}
