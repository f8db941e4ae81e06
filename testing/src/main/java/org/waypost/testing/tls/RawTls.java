package org.waypost.testing.tls;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Sends a ClientHello by hand, for versions that the JDK itself no longer speaks. */
public final class RawTls {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private RawTls() {}

    /** What the server said to a ClientHello of TLS 1.{@code minor}: "hello", or "alert" and its number. */
    public static String hello(int port, int minor) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(record(clientHello(minor + 1)));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int type = in.readUnsignedByte();
            in.readUnsignedShort();
            byte[] content = in.readNBytes(in.readUnsignedShort());
            return switch (type) {
                case HANDSHAKE -> "hello";
                case ALERT -> "alert " + content[1];
                default -> "record " + type;
            };
        }
    }

    private static byte[] clientHello(int minor) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeShort(0x0300 + minor);
        out.write(new byte[32]);
        out.writeByte(0);
        // ECDHE-RSA and RSA with AES, for every version from 1.0 to 1.2.
        int[] suites = {0xC013, 0xC014, 0xC02F, 0xC030, 0x002F, 0x0035};
        out.writeShort(suites.length * 2);
        for (int suite : suites) {
            out.writeShort(suite);
        }
        out.writeShort(0x0100);
        ByteArrayOutputStream extensions = new ByteArrayOutputStream();
        DataOutputStream extension = new DataOutputStream(extensions);
        writeShorts(extension, 10, 4, 2, 23);
        extension.writeShort(11);
        extension.writeShort(2);
        extension.writeShort(0x0100);
        writeShorts(extension, 13, 6, 4, 0x0401, 0x0804);
        out.writeShort(extensions.size());
        out.write(extensions.toByteArray());
        return body.toByteArray();
    }

    private static void writeShorts(DataOutputStream out, int... values) throws IOException {
        for (int value : values) {
            out.writeShort(value);
        }
    }

    private static byte[] record(byte[] hello) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(HANDSHAKE);
        out.writeShort(0x0301);
        out.writeShort(hello.length + 4);
        out.writeByte(1);
        out.writeByte(0);
        out.writeShort(hello.length);
        out.write(hello);
        return bytes.toByteArray();
    }
}
