package org.waypost.protocols.imap;

import io.netty.buffer.ByteBuf;

/** Where the octets of a literal go while they arrive. Used from the connection's event loop only. */
sealed interface LiteralSink permits LiteralInMemory, LiteralFile, LiteralSink.Discarded {

    /** Takes this many octets from the buffer. */
    void take(ByteBuf from, int octets);

    /** Says that all octets came. */
    void complete();

    /** Frees what the literal holds. */
    void discard();

    /** Octets of a literal that the server refused but that the client sends without asking (RFC 7888 §4). */
    final class Discarded implements LiteralSink {

        @Override
        public void take(ByteBuf from, int octets) {
            from.skipBytes(octets);
        }

        @Override
        public void complete() {
            // Nothing was kept.
        }

        @Override
        public void discard() {
            // Nothing was kept.
        }
    }
}
