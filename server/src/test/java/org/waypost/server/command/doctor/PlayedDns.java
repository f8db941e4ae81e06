package org.waypost.server.command.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server by UDP on loopback that answers from a list of records in zone file form. */
final class PlayedDns implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<Record> records = new CopyOnWriteArrayList<>();
    private volatile int code = Rcode.NOERROR;

    PlayedDns() throws SocketException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(this::serve, "played-dns");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    PlayedDns with(String name, int type, String data) throws IOException {
        records.add(Record.fromString(Name.fromString(name + "."), type, DClass.IN, 60, data, Name.root));
        return this;
    }

    void without(String name, int type) throws IOException {
        Name absolute = Name.fromString(name + ".");
        records.removeIf(record -> record.getName().equals(absolute) && record.getType() == type);
    }

    void failing(int rcode) {
        code = rcode;
    }

    private void serve() {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength())));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private byte[] answer(Message question) {
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.getHeader().setRcode(code);
        Record asked = question.getQuestion();
        answer.addRecord(asked, Section.QUESTION);
        if (code == Rcode.NOERROR) {
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
        return answer.toWire(1400);
    }

    @Override
    public void close() {
        socket.close();
    }
}
