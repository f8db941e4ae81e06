package org.waypost.server.configuration;

/**
 * A TCP listener that the configuration asks for.
 *
 * @param file the conf file
 * @param line its line there
 * @param name protocol or name, such as {@code smtpserver-submission}, {@code webadmin}, {@code cassandra}
 * @param host address to listen on
 * @param port port to listen on; 0 for any
 * @param enabled whether it is switched on
 * @param owner which process holds it
 */
public record DeclaredListener(
        String file, int line, String name, String host, int port, boolean enabled, Owner owner) {

    /** The process that holds a listener. */
    public enum Owner {
        /** The server itself. */
        SERVER,
        /** A local engine, a child of the server. */
        ENGINE
    }

    /** Whether two listeners can't exist at once. */
    boolean collides(DeclaredListener other) {
        return port != 0 && port == other.port && (host.equals(other.host) || everywhere() || other.everywhere());
    }

    /** Whether it listens on every address. */
    public boolean everywhere() {
        return "0.0.0.0".equals(host) || "::".equals(host) || "[::]".equals(host) || "*".equals(host);
    }

    /** Whether only this machine can reach it. */
    public boolean loopback() {
        return host.startsWith("127.") || "localhost".equals(host) || "::1".equals(host) || "[::1]".equals(host);
    }

    /** Address to connect to from this machine. */
    public String reachableHost() {
        if ("0.0.0.0".equals(host) || "*".equals(host)) {
            return "127.0.0.1";
        }
        return everywhere() ? "::1" : host;
    }
}
