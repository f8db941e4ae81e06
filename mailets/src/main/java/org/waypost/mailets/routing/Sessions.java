package org.waypost.mailets.routing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Supplier;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.routes.RouteSecrets;
import org.waypost.accounts.routes.Routes;
import org.waypost.accounts.routes.TlsPolicy;
import org.waypost.mailets.smtp.Dialling;
import org.waypost.mailets.smtp.Encryption;
import org.waypost.mailets.smtp.Reply;
import org.waypost.mailets.smtp.SmtpConnection;
import org.waypost.mailets.smtp.Target;

/** Opens a session with a server as a route says: from its source, by its name, encrypted, authenticated. */
final class Sessions {
    private final Routes routes;
    private final Options options;
    private final Supplier<Encryption> trusted;

    /** @param trusted what is trusted where a route wants it verified and pins nothing */
    Sessions(Routes routes, Options options, Supplier<Encryption> trusted) {
        this.routes = routes;
        this.options = options;
        this.trusted = trusted;
    }

    /** Hears of each step, for those who want to know. */
    interface Listener {
        void step(String name, boolean done, String said);
    }

    /** A server that went as far as no mail can be sent to it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Reply reply;

        Refused(Reply reply) {
            super(reply.text());
            this.reply = reply;
        }

        Reply reply() {
            return reply;
        }
    }

    String name(Route route) {
        return route.helo() == null ? options.helo() : route.helo();
    }

    /** A session in which MAIL may follow. Where the policy allows no clear text, there is none. */
    SmtpConnection open(Route route, Target target, Listener listener) throws IOException, Refused {
        try {
            return open(route, target, true, listener);
        } catch (HandshakeFailed e) {
            listener.step("STARTTLS", false, e.getMessage());
            if (route.tls().strict()) {
                throw new IOException(e.getMessage(), e);
            }
            // RFC 7435 §3: opportunistic encryption must not keep mail from being delivered.
            return open(route, target, false, listener);
        }
    }

    private static final class HandshakeFailed extends IOException {
        private static final long serialVersionUID = 1L;

        HandshakeFailed(IOException cause) {
            super("TLS failed: " + cause.getMessage(), cause);
        }
    }

    private SmtpConnection open(Route route, Target target, boolean tls, Listener listener)
            throws IOException, Refused {
        SmtpConnection connection = SmtpConnection.open(
                target, dialling(route), route.implicitTls() ? Optional.of(encryption(route)) : Optional.empty());
        boolean usable = false;
        try {
            listener.step(
                    route.implicitTls() ? "connect with TLS" : "connect",
                    true,
                    connection.greeting().text());
            accepted(connection.greeting());
            hello(connection, route, listener);
            if (tls) {
                encrypt(connection, route, listener);
            }
            authenticate(connection, route, listener);
            usable = true;
            return connection;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    private Dialling dialling(Route route) throws IOException {
        return new Dialling(address(route.source4()), address(route.source6()), options.connect(), options.answer());
    }

    private static Optional<InetAddress> address(String literal) throws UnknownHostException {
        return literal == null ? Optional.empty() : Optional.of(InetAddress.getByName(literal));
    }

    private Encryption encryption(Route route) {
        if (route.tls() != TlsPolicy.VERIFIED) {
            return Encryption.ofAnyone();
        }
        return route.pins().isEmpty() ? trusted.get() : Encryption.ofPinned(route.pins());
    }

    private void hello(SmtpConnection connection, Route route, Listener listener) throws IOException, Refused {
        Reply reply = connection.hello(name(route));
        listener.step("EHLO " + name(route), reply.positive(), reply.text());
        accepted(reply);
    }

    private void encrypt(SmtpConnection connection, Route route, Listener listener) throws IOException, Refused {
        if (connection.encrypted() || route.tls() == TlsPolicy.NONE) {
            return;
        }
        if (!connection.offers("STARTTLS")) {
            listener.step("STARTTLS", !route.tls().strict(), "not offered");
            if (route.tls().strict()) {
                throw new IOException(
                        "The server offers no STARTTLS, and the route " + route.name() + " sends nothing in clear");
            }
            return;
        }
        Reply reply;
        try {
            reply = connection.startTls(encryption(route));
        } catch (IOException e) {
            throw new HandshakeFailed(e);
        }
        listener.step("STARTTLS", reply.positive(), reply.text());
        if (reply.positive()) {
            hello(connection, route, listener);
        } else if (route.tls().strict()) {
            throw new IOException("The server refused STARTTLS, and the route " + route.name()
                    + " sends nothing in clear: " + reply.text());
        }
    }

    private void authenticate(SmtpConnection connection, Route route, Listener listener) throws IOException, Refused {
        if (route.user() == null) {
            return;
        }
        String password;
        try {
            password = routes.password(route).orElseThrow(() -> new IOException("The route has no password"));
        } catch (RouteSecrets.Unreadable e) {
            throw new IOException(e.getMessage(), e);
        }
        Reply reply = connection.authenticate(route.user(), password);
        listener.step("AUTH as " + route.user(), reply.positive(), reply.text());
        accepted(reply);
    }

    private static void accepted(Reply reply) throws Refused {
        if (!reply.positive()) {
            throw new Refused(reply);
        }
    }
}
