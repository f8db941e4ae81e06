package org.waypost.engines;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A few frames of the CQL binary protocol v4: enough to ask a node in a room that has no driver. */
final class CqlFrames implements AutoCloseable {
    private static final int REQUEST_V4 = 0x04;
    private static final int STARTUP = 0x01;
    private static final int QUERY = 0x07;
    private static final int ERROR = 0x00;
    private static final int CONSISTENCY_ONE = 1;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    CqlFrames(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream options = new DataOutputStream(body);
        // §4.1.1: a string map with the version of CQL.
        options.writeShort(1);
        options.writeUTF("CQL_VERSION");
        options.writeUTF("3.0.0");
        exchange(STARTUP, body.toByteArray());
    }

    /** Runs a statement; the body of its answer as text, which holds the text values of the rows. */
    String query(String cql) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream query = new DataOutputStream(body);
        // §4.1.4: long string, consistency, flags.
        byte[] text = cql.getBytes(StandardCharsets.UTF_8);
        query.writeInt(text.length);
        query.write(text);
        query.writeShort(CONSISTENCY_ONE);
        query.writeByte(0);
        return exchange(QUERY, body.toByteArray());
    }

    private String exchange(int opcode, byte[] body) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(frame);
        header.writeByte(REQUEST_V4);
        header.writeByte(0);
        header.writeShort(0);
        header.writeByte(opcode);
        header.writeInt(body.length);
        header.write(body);
        out.write(frame.toByteArray());
        out.flush();
        in.readNBytes(4);
        int answer = in.readUnsignedByte();
        String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        if (answer == ERROR) {
            throw new IOException("the node answered: " + text);
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
