package org.waypost.protocols.imap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a file that others may read at the same time: the position is the stream's own. */
final class LiteralStream extends InputStream {

    private final FileChannel file;
    private final long size;
    private long position;

    LiteralStream(FileChannel file, long size) {
        this.file = file;
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int wanted = (int) Math.min(length, size - position);
        if (wanted <= 0) {
            return -1;
        }
        int got = file.read(ByteBuffer.wrap(target, offset, wanted), position);
        if (got > 0) {
            position += got;
        }
        return got;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, size - position);
    }

    @Override
    public long skip(long octets) {
        long skipped = Math.max(0, Math.min(octets, size - position));
        position += skipped;
        return skipped;
    }
}
