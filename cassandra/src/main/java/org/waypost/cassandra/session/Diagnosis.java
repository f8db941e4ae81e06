package org.waypost.cassandra.session;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.UnsupportedProtocolVersionException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.waypost.cassandra.session.CassandraUnusableException.Reason;

/** Turns what the driver throws into the reason and the words for a sysadmin. */
final class Diagnosis {

    private final CassandraSettings settings;

    Diagnosis(CassandraSettings settings) {
        this.settings = settings;
    }

    CassandraUnusableException of(Throwable failure) {
        List<Throwable> chain = everyCause(failure);
        Reason reason = reason(chain);
        return new CassandraUnusableException(
                reason, "Cassandra at " + settings.where() + ": " + words(reason, chain), failure);
    }

    private Reason reason(List<Throwable> chain) {
        if (contains(chain, AuthenticationException.class) || contains(chain, UnauthorizedException.class)) {
            return Reason.CREDENTIALS;
        }
        if (contains(chain, UnsupportedProtocolVersionException.class)) {
            return Reason.VERSION;
        }
        if (contains(chain, SSLException.class)) {
            return Reason.TLS;
        }
        if (contains(chain, ConnectException.class)
                || contains(chain, NoRouteToHostException.class)
                || contains(chain, UnresolvedAddressException.class)
                || contains(chain, java.net.UnknownHostException.class)) {
            return Reason.UNREACHABLE;
        }
        if (cutDuringHandshake(chain)) {
            return settings.encryption() instanceof Encryption.Clear ? Reason.TLS : Reason.UNREACHABLE;
        }
        return chain.stream().anyMatch(AllNodesFailedException.class::isInstance) ? Reason.UNREACHABLE : Reason.OTHER;
    }

    /** A node that wants TLS closes a connection that begins in clear, and the other way round. */
    private static boolean cutDuringHandshake(List<Throwable> chain) {
        return contains(chain, ClosedConnectionException.class)
                || contains(chain, ClosedChannelException.class)
                || contains(chain, EOFException.class);
    }

    private String words(Reason reason, List<Throwable> chain) {
        String said = deepest(chain);
        return switch (reason) {
            case CREDENTIALS ->
                settings.credentials() instanceof Credentials.Password password
                        ? "user '" + password.username() + "' was refused (" + said
                                + "); expected a role of the ring with its password and the rights on keyspace "
                                + settings.keyspace().name() + ": check user name and password"
                        : "it asks for a user name and password and none is configured (" + said + ")";
            case TLS ->
                settings.encryption() instanceof Encryption.Clear
                        ? "the connection was cut before the first answer (" + said
                                + "); if the ring asks for TLS (client_encryption_options), configure TLS here too"
                        : "TLS failed (" + said
                                + "); expected client_encryption_options on that port and a certificate signed by"
                                + " the configured trust: check trust store or PEM file, host name and client certificate";
            case VERSION -> "it doesn't speak native protocol V4 (" + said + "); expected Cassandra 4.1 or 5.0";
            case UNREACHABLE ->
                "nothing answers (" + said
                        + "); expected a node that listens there for CQL: check address, port, firewall and"
                        + " native_transport_port, rpc_address of the node";
            default -> said;
        };
    }

    private static String deepest(List<Throwable> chain) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            Throwable cause = chain.get(i);
            if (cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return chain.get(chain.size() - 1).getClass().getSimpleName();
    }

    private static boolean contains(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static List<Throwable> everyCause(Throwable failure) {
        List<Throwable> found = new ArrayList<>();
        collect(failure, found, Collections.newSetFromMap(new IdentityHashMap<>()));
        return found;
    }

    private static void collect(Throwable failure, List<Throwable> found, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return;
        }
        found.add(failure);
        if (failure instanceof AllNodesFailedException all) {
            all.getAllErrors().values().stream()
                    .flatMap(Collection::stream)
                    .forEach(error -> collect(error, found, seen));
        }
        collect(failure.getCause(), found, seen);
    }
}
