package org.waypost.protocols.imap;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.james.imap.message.Literal;

/** A small literal. Memory is taken as octets arrive, not as they are announced. */
final class LiteralInMemory implements LiteralSink, Literal {

    private static final int FIRST = 4096;

    private final int size;
    private byte[] octets;
    private int count;

    LiteralInMemory(int size) {
        this.size = size;
        this.octets = new byte[Math.min(size, FIRST)];
    }

    @Override
    public void take(ByteBuf from, int more) {
        if (count + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.min(size, Math.max(count + more, octets.length * 2)));
        }
        from.readBytes(octets, count, more);
        count += more;
    }

    @Override
    public void complete() {
        octets = Arrays.copyOf(octets, count);
    }

    @Override
    public void discard() {
        octets = new byte[0];
        count = 0;
    }

    @Override
    public long size() {
        return count;
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(octets, 0, count);
    }
}
