package org.waypost.cassandra.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.waypost.cassandra.session.CassandraUnusableException.Reason;

/** Asks whether any contact point takes a TCP connection; the driver forgets why one was refused, and costs more. */
final class ContactProbe {

    private static final int PATIENCE_MILLIS = 3000;

    private ContactProbe() {}

    /** The reason why none takes one, empty when one does. */
    static Optional<CassandraUnusableException> refusal(CassandraSettings settings) {
        IOException last = null;
        for (InetSocketAddress point : settings.contactPoints()) {
            try (Socket socket = new Socket()) {
                socket.connect(fresh(point), PATIENCE_MILLIS);
                return Optional.empty();
            } catch (IOException e) {
                last = e;
            }
        }
        return Optional.of(new CassandraUnusableException(
                Reason.UNREACHABLE,
                "Cassandra at " + settings.where() + ": nothing answers (" + last
                        + "); expected a node that listens there for CQL: check address, port, firewall and"
                        + " native_transport_port, rpc_address of the node",
                last));
    }

    /** Looked up again: a name may have got an address since. */
    static InetSocketAddress fresh(InetSocketAddress point) {
        return new InetSocketAddress(point.getHostString(), point.getPort());
    }
}
