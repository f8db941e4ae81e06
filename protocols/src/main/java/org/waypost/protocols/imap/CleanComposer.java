package org.waypost.protocols.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.mail.Flags;
import org.apache.james.imap.api.ImapCommand;
import org.apache.james.imap.api.Tag;
import org.apache.james.imap.api.message.IdRange;
import org.apache.james.imap.api.message.UidRange;
import org.apache.james.imap.encode.ImapResponseComposer;
import org.apache.james.imap.message.BytesBackedLiteral;
import org.apache.james.imap.message.Literal;

/**
 * Keeps line ends and NUL out of texts and quoted strings (RFC 9051 §9: QUOTED-CHAR, TEXT-CHAR), so that nothing stored
 * can begin a response of its own, whichever way it was stored. Names of mailboxes are safe as they are: modified UTF-7
 * has no control characters.
 */
final class CleanComposer implements ImapResponseComposer {

    private final ImapResponseComposer composer;

    CleanComposer(ImapResponseComposer composer) {
        this.composer = composer;
    }

    private static String clean(String text) {
        if (text == null || text.chars().noneMatch(CleanComposer::breaks)) {
            return text;
        }
        return text.replaceAll("\\r?\\n|[\\r\\x00]", " ");
    }

    private static boolean breaks(int character) {
        return character == '\r' || character == '\n' || character == 0;
    }

    @Override
    public void flush() throws IOException {
        composer.flush();
    }

    @Override
    public ImapResponseComposer untaggedNoResponse(String displayMessage, String responseCode) throws IOException {
        composer.untaggedNoResponse(clean(displayMessage), clean(responseCode));
        return this;
    }

    @Override
    public ImapResponseComposer flags(Flags flags) throws IOException {
        composer.flags(flags);
        return this;
    }

    @Override
    public ImapResponseComposer nil() throws IOException {
        composer.nil();
        return this;
    }

    @Override
    public ImapResponseComposer untaggedResponse(String message) throws IOException {
        composer.untaggedResponse(clean(message));
        return this;
    }

    @Override
    public ImapResponseComposer untagged() throws IOException {
        composer.untagged();
        return this;
    }

    @Override
    public ImapResponseComposer commandName(ImapCommand command) throws IOException {
        composer.commandName(command);
        return this;
    }

    @Override
    public ImapResponseComposer message(String message) throws IOException {
        composer.message(clean(message));
        return this;
    }

    @Override
    public ImapResponseComposer message(byte[] message) throws IOException {
        composer.message(message);
        return this;
    }

    @Override
    public ImapResponseComposer message(long number) throws IOException {
        composer.message(number);
        return this;
    }

    @Override
    public ImapResponseComposer mailbox(String mailboxName) throws IOException {
        composer.mailbox(mailboxName);
        return this;
    }

    @Override
    public ImapResponseComposer sequenceSet(UidRange[] ranges) throws IOException {
        composer.sequenceSet(ranges);
        return this;
    }

    @Override
    public ImapResponseComposer sequenceSet(IdRange[] ranges) throws IOException {
        composer.sequenceSet(ranges);
        return this;
    }

    @Override
    public ImapResponseComposer end() throws IOException {
        composer.end();
        return this;
    }

    @Override
    public ImapResponseComposer tag(Tag tag) throws IOException {
        composer.tag(tag);
        return this;
    }

    @Override
    public ImapResponseComposer quote(String message) throws IOException {
        if (message.indexOf('\r') < 0 && message.indexOf('\n') < 0) {
            composer.quote(clean(message));
        } else {
            // RFC 9051 §4.3: a string with line ends is a literal.
            composer.literal(BytesBackedLiteral.of(message.getBytes(StandardCharsets.UTF_8)));
        }
        return this;
    }

    @Override
    public ImapResponseComposer quote(char message) throws IOException {
        composer.quote(message);
        return this;
    }

    @Override
    public ImapResponseComposer literal(Literal literal) throws IOException {
        composer.literal(literal);
        return this;
    }

    @Override
    public ImapResponseComposer openParen() throws IOException {
        composer.openParen();
        return this;
    }

    @Override
    public ImapResponseComposer closeParen() throws IOException {
        composer.closeParen();
        return this;
    }

    @Override
    public ImapResponseComposer quoteUpperCaseAscii(String message) throws IOException {
        composer.quoteUpperCaseAscii(clean(message));
        return this;
    }

    @Override
    public ImapResponseComposer skipNextSpace() throws IOException {
        composer.skipNextSpace();
        return this;
    }

    @Override
    public ImapResponseComposer continuationResponse(String message) throws IOException {
        composer.continuationResponse(clean(message));
        return this;
    }

    @Override
    public ImapResponseComposer continuationResponse() throws IOException {
        composer.continuationResponse();
        return this;
    }

    @Override
    public ImapResponseComposer closeSquareBracket() throws IOException {
        composer.closeSquareBracket();
        return this;
    }

    @Override
    public ImapResponseComposer openSquareBracket() throws IOException {
        composer.openSquareBracket();
        return this;
    }
}
