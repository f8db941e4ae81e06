package org.waypost.testing.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A DNS server by UDP and TCP on a free port of loopback that answers from a list of records in zone file form. Names that
 * it doesn't know are not there; single names can fail or stay without an answer.
 */
public final class PlayedDns implements AutoCloseable {
    private static final int MOST_BY_UDP = 1232;
    private static final int MOST_BY_TCP = 65_535;
    private static final int SILENT = -1;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final List<Record> records = new CopyOnWriteArrayList<>();
    private final List<Name> failing = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger askedByTcp = new AtomicInteger();
    private volatile int code = Rcode.NOERROR;

    public PlayedDns() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        tcp = new ServerSocket(0, 50, loopback);
        udp = new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()));
        serve("played-dns-udp", this::serveUdp);
        serve("played-dns-tcp", this::serveTcp);
    }

    private static void serve(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.getLocalPort());
    }

    public PlayedDns with(String name, int type, String data) throws IOException {
        records.add(Record.fromString(Name.fromString(name + "."), type, DClass.IN, 60, data, Name.root));
        return this;
    }

    /** A text record of any length, without quotes or escapes. */
    public PlayedDns withText(String name, String text) throws IOException {
        StringBuilder strings = new StringBuilder();
        for (int at = 0; at < text.length(); at += 255) {
            strings.append('"')
                    .append(text, at, Math.min(text.length(), at + 255))
                    .append("\" ");
        }
        return with(name, Type.TXT, strings.toString());
    }

    public void without(String name, int type) throws IOException {
        Name absolute = Name.fromString(name + ".");
        records.removeIf(record -> record.getName().equals(absolute) && record.getType() == type);
    }

    /** Every answer has this code from now on. */
    public void failing(int rcode) {
        code = rcode;
    }

    /** Nothing is answered from now on. */
    public void silent() {
        code = SILENT;
    }

    /** Questions for this name are answered with SERVFAIL. */
    public PlayedDns failing(String name) throws IOException {
        failing.add(Name.fromString(name + "."));
        return this;
    }

    /** How many questions came. */
    public int asked() {
        return asked.get();
    }

    /** How many of them by TCP. */
    public int askedByTcp() {
        return askedByTcp.get();
    }

    private void serveUdp() {
        byte[] buffer = new byte[MOST_BY_UDP];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
                asked.incrementAndGet();
                if (code != SILENT) {
                    byte[] answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength())), MOST_BY_UDP);
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!udp.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] question = new byte[in.readUnsignedShort()];
                in.readFully(question);
                asked.incrementAndGet();
                askedByTcp.incrementAndGet();
                if (code != SILENT) {
                    byte[] answer = answer(new Message(question), MOST_BY_TCP);
                    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                    out.writeShort(answer.length);
                    out.write(answer);
                    out.flush();
                }
            } catch (IOException e) {
                // Who asked has gone, or the test is over.
                continue;
            }
        }
    }

    private byte[] answer(Message question, int most) {
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        Record asked = question.getQuestion();
        answer.getHeader().setRcode(failing.contains(asked.getName()) ? Rcode.SERVFAIL : code);
        answer.addRecord(asked, Section.QUESTION);
        if (answer.getHeader().getRcode() == Rcode.NOERROR) {
            List<Record> named = records.stream()
                    .filter(record -> record.getName().equals(asked.getName()))
                    .toList();
            if (named.isEmpty()) {
                answer.getHeader().setRcode(Rcode.NXDOMAIN);
            }
            named.stream()
                    .filter(record -> record.getType() == asked.getType() || record.getType() == Type.CNAME)
                    .forEach(record -> answer.addRecord(record, Section.ANSWER));
        }
        return answer.toWire(most);
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
