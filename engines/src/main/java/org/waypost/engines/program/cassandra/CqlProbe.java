package org.waypost.engines.program.cassandra;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Asks a Cassandra node for its options, which it answers as soon as it serves queries. */
final class CqlProbe {
    private static final int DEADLINE_MILLIS = 5000;
    /** CQL binary protocol v4 §2: version 4, no flags, stream 0, opcode OPTIONS (§4.1.3), empty body. */
    private static final byte[] OPTIONS = {0x04, 0, 0, 0, 0x05, 0, 0, 0, 0};

    private static final int RESPONSE_V4 = 0x84;
    private static final int SUPPORTED = 0x06;
    private static final int BYTES_BEFORE_OPCODE = 3;

    private CqlProbe() {}

    /**
     * Whether the node answers with SUPPORTED (CQL binary protocol v4 §4.2.4).
     *
     * @throws IOException when it doesn't answer within 5 s
     */
    static boolean answers(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), DEADLINE_MILLIS);
            socket.setSoTimeout(DEADLINE_MILLIS);
            socket.getOutputStream().write(OPTIONS);
            socket.getOutputStream().flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int version = in.readUnsignedByte();
            in.readNBytes(BYTES_BEFORE_OPCODE);
            return version == RESPONSE_V4 && in.readUnsignedByte() == SUPPORTED;
        }
    }
}
