package org.waypost.server.command.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.waypost.server.configuration.DeclaredListener;
import org.waypost.server.configuration.DeclaredListeners;

/** Ports: free while the server is stopped, answering while it runs. */
public final class PortsCheck implements Check {
    private static final Path FIRST_UNPRIVILEGED = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");

    @Override
    public List<Result> look(Patient patient) {
        List<DeclaredListener> listeners = DeclaredListeners.read(
                        patient.installation().conf())
                .stream()
                .filter(listener -> listener.enabled() && listener.port() != 0)
                .toList();
        List<Result> results = new ArrayList<>();
        for (DeclaredListener listener : listeners) {
            Result result = patient.running() ? answering(listener) : free(listener);
            if (result.level() != Result.Level.OK) {
                results.add(result);
            }
        }
        if (results.isEmpty()) {
            results.add(Result.ok(
                    "ports",
                    patient.running()
                            ? "all " + listeners.size() + " listeners answer"
                            : "all " + listeners.size() + " ports are free"));
        }
        return results;
    }

    private static Result answering(DeclaredListener listener) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(listener.reachableHost(), listener.port()), 2000);
            return Result.ok(name(listener), "answers");
        } catch (IOException e) {
            return Result.error(
                    name(listener),
                    "nothing answers, though the server runs",
                    "Look into the log for " + listener.name() + "; it is declared in " + listener.file() + ".");
        }
    }

    private static Result free(DeclaredListener listener) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(plain(listener)), listener.port()));
            return Result.ok(name(listener), "free");
        } catch (BindException e) {
            return bindFailed(listener, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Result.error(
                    name(listener),
                    "can't be bound: " + e.getMessage(),
                    "Is " + listener.host() + " an address of this machine? It is set in " + listener.file() + ".");
        }
    }

    private static Result bindFailed(DeclaredListener listener, String message) {
        if (message.contains("ermission")) {
            return Result.warning(
                    name(listener),
                    "only root may use ports below " + firstUnprivileged(),
                    "The service has the right to; run the doctor as root to look closer.");
        }
        if (message.contains("assign")) {
            return Result.error(
                    name(listener),
                    listener.host() + " is no address of this machine",
                    "Set an address of this machine, or 0.0.0.0 for all, in " + listener.file() + ".");
        }
        return Result.error(
                name(listener),
                "another program has the port",
                "Find it with: ss -ltnp 'sport = :" + listener.port() + "', and stop it (on Debian often exim4), "
                        + "or choose another port in " + listener.file() + ".");
    }

    private static String firstUnprivileged() {
        try {
            return Files.readString(FIRST_UNPRIVILEGED).strip();
        } catch (IOException e) {
            // No Linux, or no proc: the usual limit.
            return "1024";
        }
    }

    private static String plain(DeclaredListener listener) {
        return "*".equals(listener.host()) ? "0.0.0.0" : listener.host();
    }

    private static String name(DeclaredListener listener) {
        return "port " + listener.port() + " (" + listener.name() + ")";
    }
}
