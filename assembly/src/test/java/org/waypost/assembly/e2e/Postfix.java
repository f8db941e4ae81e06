package org.waypost.assembly.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Postfix beside ours, as another server of the world: it listens on a loopback port, has domains of aliases alone, and brings all
 * else to one port of this machine. It lives in a folder of its own and needs the rights of root.
 */
final class Postfix implements AutoCloseable {
    private static final String SERVICES =
            """
            127.0.0.1:%d inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd
            """;

    private final Path folder;
    private final int port;

    private Postfix(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** A port that is free now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts one.
     *
     * @param port    where it listens
     * @param next    the port to which it brings mail for all other domains
     * @param domains its own domains
     * @param aliases its addresses, each as a pattern and whom it means (regexp_table)
     */
    static Postfix start(int port, int next, List<String> domains, List<String> aliases)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(
                "waypost-postfix-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Postfix postfix = new Postfix(folder, port);
        Files.createDirectory(folder.resolve("spool"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setOwner(
                data, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        Files.writeString(folder.resolve("master.cf"), SERVICES.formatted(port));
        Files.write(folder.resolve("aliases"), aliases);
        Files.writeString(folder.resolve("main.cf"), postfix.main(next, domains));
        postfix.control("start").succeeded();
        Awaitility.await("Postfix listens").until(postfix::listens);
        return postfix;
    }

    private String main(int next, List<String> domains) {
        return String.join(
                "\n",
                "compatibility_level = 3.6",
                "queue_directory = " + folder.resolve("spool"),
                "data_directory = " + folder.resolve("data"),
                "command_directory = /usr/sbin",
                "daemon_directory = /usr/lib/postfix/sbin",
                "mail_owner = postfix",
                "setgid_group = postdrop",
                "maillog_file = " + log(),
                "maillog_file_prefixes = " + folder,
                "inet_interfaces = 127.0.0.1",
                "inet_protocols = ipv4",
                "myhostname = second.test",
                "mydestination =",
                "mynetworks = 127.0.0.0/8",
                "disable_dns_lookups = yes",
                "default_transport = smtp:[127.0.0.1]:" + next,
                "virtual_alias_domains = " + String.join(" ", domains),
                "virtual_alias_maps = regexp:" + folder.resolve("aliases"),
                "");
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Path log() {
        return folder.resolve("mail.log");
    }

    /** How many mails it took in since it was started. */
    long taken() throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains("postfix/smtpd") && line.contains(": client="))
                    .count();
        }
    }

    /** The lines of its log. */
    String words() throws IOException {
        return Files.readString(log());
    }

    private Program.Ended control(String verb) throws IOException, InterruptedException {
        return Program.fromPackage("postfix", "postfix")
                .with("-c", folder.toString(), verb)
                .run();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        control("stop").succeeded();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
