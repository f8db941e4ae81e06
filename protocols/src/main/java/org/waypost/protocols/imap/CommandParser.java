package org.waypost.protocols.imap;

import java.io.Closeable;
import java.util.Optional;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.Tag;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.decode.ImapDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a whole command into James' request, or into the answer that says why it isn't one. */
final class CommandParser {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommandParser.class);

    private final ImapDecoder decoder;
    private final StatusResponseFactory responses;

    CommandParser(ImapDecoder decoder, StatusResponseFactory responses) {
        this.decoder = decoder;
        this.responses = responses;
    }

    /** Empty for a blank line, which some clients send between commands. */
    Optional<ImapMessage> parse(PendingCommand command, ImapSession session) {
        Optional<Tag> tag = command.tag();
        if (command.refusal().isPresent()) {
            command.discard();
            // RFC 7889 §3: TOOBIG tells the client that trying again is of no use.
            return Optional.of(tag.map(known -> ResponseTexts.no(
                            responses, known, "TOOBIG", command.refusal().get()))
                    .orElseGet(() -> responses.untaggedBad(HumanReadableText.ILLEGAL_TAG)));
        }
        if (command.failed()) {
            command.discard();
            return tag.map(known -> ResponseTexts.no(responses, known, "UNAVAILABLE", "No room to keep the message"));
        }
        ImapMessage message = decode(command, session, tag);
        if (!(message instanceof Closeable)) {
            // Nobody else knows of the files that the command may have brought.
            command.discard();
        }
        return Optional.of(message);
    }

    private ImapMessage decode(PendingCommand command, ImapSession session, Optional<Tag> tag) {
        try {
            return decoder.decode(new CommandReader(command), session);
        } catch (RuntimeException e) {
            // James' parsers throw on some arguments instead of answering; the connection needn't die of it.
            LOGGER.info("Refused a command {} that can't be parsed: {}", command.verb(), e.toString());
            return tag.<ImapMessage>map(known -> responses.taggedBad(known, null, HumanReadableText.ILLEGAL_ARGUMENTS))
                    .orElseGet(() -> responses.untaggedBad(HumanReadableText.ILLEGAL_ARGUMENTS));
        }
    }
}
