package org.waypost.protocols.proxy;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Recognises the first bytes of a PROXY header (proxy-protocol.txt §2.1: {@code PROXY } and §2.2: twelve bytes) in a
 * stream that may come in pieces. Not thread-safe; one per connection.
 */
public final class ProxySignature {

    /** What the bytes seen so far can still be. */
    public enum Match {
        /** Too few bytes to tell. */
        PARTIAL,
        /** A PROXY header begins here. */
        FULL,
        /** Something else. */
        NONE
    }

    private static final byte[] VERSION_1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION_2 = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

    private int seen;
    private boolean first = true;
    private boolean second = true;

    /** Looks at the readable bytes without consuming them. */
    public Match feed(ByteBuf bytes) {
        for (int i = bytes.readerIndex(); i < bytes.writerIndex(); i++) {
            byte next = bytes.getByte(i);
            first = first && next == VERSION_1[seen];
            second = second && next == VERSION_2[seen];
            seen++;
            if ((first && seen == VERSION_1.length) || (second && seen == VERSION_2.length)) {
                return Match.FULL;
            }
            if (!first && !second) {
                return Match.NONE;
            }
        }
        return Match.PARTIAL;
    }
}
