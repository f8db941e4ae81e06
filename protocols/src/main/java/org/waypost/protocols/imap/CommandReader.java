package org.waypost.protocols.imap;

import java.util.Iterator;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.decode.DecodingException;
import org.apache.james.imap.decode.ImapRequestLineReader;
import org.apache.james.imap.message.Literal;

/** Gives a complete command to James' parsers. Each command is parsed once, whatever the number of packets it took. */
final class CommandReader extends ImapRequestLineReader {

    private final Iterator<byte[]> lines;
    private final Iterator<LiteralSink> literals;
    private byte[] line;
    private int position;

    CommandReader(PendingCommand command) {
        this.lines = command.lines().iterator();
        this.literals = command.literals().iterator();
        this.line = lines.next();
    }

    @Override
    public char nextChar() throws DecodingException {
        if (!nextSeen) {
            if (position >= line.length) {
                throw new DecodingException(HumanReadableText.ILLEGAL_ARGUMENTS, "Unexpected end of command");
            }
            nextChar = (char) Byte.toUnsignedInt(line[position++]);
            nextSeen = true;
        }
        return nextChar;
    }

    /**
     * The literal that follows the mark just read.
     *
     * @param endsCommand whether nothing but the line end may follow
     */
    @Override
    public Literal read(int size, boolean endsCommand) throws DecodingException {
        nextSeen = false;
        nextChar = 0;
        if (position < line.length || !literals.hasNext() || !(literals.next() instanceof Literal literal)) {
            throw new DecodingException(HumanReadableText.ILLEGAL_ARGUMENTS, "A literal was expected");
        }
        line = lines.next();
        position = 0;
        if (endsCommand && (literals.hasNext() || !isLineEnd(line))) {
            // Answering OK here would lose what follows, such as a second message (RFC 3502).
            throw new DecodingException(HumanReadableText.ILLEGAL_ARGUMENTS, "Text follows the literal");
        }
        return literal;
    }

    private static boolean isLineEnd(byte[] text) {
        for (byte octet : text) {
            if (octet != '\r' && octet != '\n' && octet != ' ') {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void commandContinuationRequest() {
        // The client was asked when the literal was announced.
    }
}
