package org.waypost.protocols.imap;

import java.io.IOException;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.imap.encode.ImapResponseComposer;

/** Encodes answers through a {@link CleanComposer}. */
final class CleanEncoder implements ImapEncoder {

    private final ImapEncoder encoder;

    CleanEncoder(ImapEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public void encode(ImapMessage message, ImapResponseComposer composer) throws IOException {
        encoder.encode(message, new CleanComposer(composer));
    }
}
