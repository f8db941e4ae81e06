package org.waypost.mailets.smtp;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Commands and replies on a socket. A reply is bounded in length and in time, however slowly the server writes it. */
final class Line {
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_LINES = 200;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Duration patience;
    private final byte[] buffer = new byte[LONGEST_LINE];
    private int position;
    private int filled;

    Line(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream(), 16_384);
        this.patience = patience;
    }

    Socket socket() {
        return socket;
    }

    OutputStream output() {
        return out;
    }

    /** Whether something was read that nobody asked for. */
    boolean hasMore() {
        return position < filled;
    }

    /** Sends a line; the caller makes sure that it is one. */
    void send(String command) throws IOException {
        if (command.chars().anyMatch(c -> c == '\r' || c == '\n')) {
            throw new IOException("a command with a line end in it is not sent");
        }
        out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Reads a reply with all its lines (RFC 5321 §4.2.1). */
    Reply reply() throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> lines = new ArrayList<>();
        for (int count = 0; count < MOST_LINES; count++) {
            String line = line(deadline);
            if (!line.matches("[2-5]\\d\\d([ -].*)?")) {
                throw new IOException("the server answered '" + shown(line) + "', which is no reply of SMTP");
            }
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
            }
        }
        throw new IOException("the server answered more than " + MOST_LINES + " lines");
    }

    private String line(long deadline) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = next(deadline);
            if (octet == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("the server answered a line of more than " + LONGEST_LINE + " octets");
            }
            line.write(octet);
        }
    }

    private int next(long deadline) throws IOException {
        if (position == filled) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("no answer within " + patience.toSeconds() + " s");
            }
            socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
            try {
                filled = in.read(buffer);
            } catch (SocketTimeoutException e) {
                throw new SocketTimeoutException("no answer within " + patience.toSeconds() + " s");
            }
            position = 0;
            if (filled < 0) {
                filled = 0;
                throw new IOException("the server closed the connection");
            }
        }
        return buffer[position++] & 0xff;
    }

    private static String shown(String line) {
        String text = line.replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }
}
