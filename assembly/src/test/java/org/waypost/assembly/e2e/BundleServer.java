package org.waypost.assembly.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.waypost.assembly.Delivered;
import org.waypost.bench.BenchServer;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.ConfigurationCopy;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.Places;
import org.waypost.server.quickstart.PortPlan;
import org.waypost.server.quickstart.RunningServer;
import org.waypost.testing.dns.PlayedDns;

/**
 * A server that runs from the built bundle, on free ports of the loopback, with the shipped configuration, in a folder of
 * its own. It can be killed and started again on the same data.
 */
public final class BundleServer implements AutoCloseable {
    /** The domain that every such server has. */
    public static final String DOMAIN = "example.test";

    private static final Duration START = Duration.ofMinutes(5);

    /** What the servers of this JVM ask about senders, for the DNS of this machine may be any or none. */
    private static final class Zone {
        private static final PlayedDns DNS = open();

        private static PlayedDns open() {
            try {
                return new PlayedDns();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Path folder;
    private final Places places;
    private final PortPlan plan;
    private final int diskMegabytes;
    private RunningServer running;

    private BundleServer(Path folder, Places places, PortPlan plan, int diskMegabytes) {
        this.folder = folder;
        this.places = places;
        this.plan = plan;
        this.diskMegabytes = diskMegabytes;
    }

    /** The DNS of senders; tests add records under names of their own. */
    public static PlayedDns dns() {
        return Zone.DNS;
    }

    /** Starts a server as it is shipped. */
    public static BundleServer start(String name) throws IOException, InterruptedException {
        return start(name, (file, text) -> text);
    }

    /** Changes the text of a configuration file; gets its name. */
    public interface Edit {
        String apply(String file, String text);
    }

    /** Starts a server whose configuration files are changed by an edit. */
    public static BundleServer start(String name, Edit edit) throws IOException, InterruptedException {
        return begin(prepare(name, edit, 0));
    }

    /**
     * Starts a server whose data folder is a disk of its own with so many megabytes. Needs no rights: the disk is in
     * memory and is seen by this server only (user and mount namespaces).
     */
    public static BundleServer startOnDisk(String name, int megabytes) throws IOException, InterruptedException {
        return begin(prepare(
                name,
                (file, text) -> file.equals("engines.properties")
                        ? text.replace("disk.minimum.free=512M", "disk.minimum.free=64M")
                        : text,
                megabytes));
    }

    private static BundleServer begin(BundleServer server) throws IOException, InterruptedException {
        try {
            server.startAgain();
            server.command("domain", "add", DOMAIN, "--if-missing").run().succeeded();
            return server;
        } catch (IOException | RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    private static BundleServer prepare(String name, Edit edit, int diskMegabytes) throws IOException {
        Path home = Delivered.folder();
        if (!Files.isExecutable(home.resolve("bin/waypost"))) {
            throw new AssertionError("There is no bundle in " + home + "; mvn package -pl assembly -am makes it");
        }
        Path folder = Files.createTempDirectory("waypost-" + name + "-");
        Places places = Places.under(home, folder);
        PortPlan plan = PortPlan.free();
        new ConfigurationCopy(plan).copy(home.resolve("conf"), places.conf());
        Files.writeString(
                places.conf().resolve("sender.properties"),
                "\ndns.servers=127.0.0.1:" + dns().address().getPort() + "\n",
                StandardOpenOption.APPEND);
        try (Stream<Path> files = Files.list(places.conf())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                String fileName = file.getFileName().toString();
                String edited = edit.apply(fileName, BenchServer.quick(fileName, text));
                if (!edited.equals(text)) {
                    Files.writeString(file, edited);
                }
            }
        }
        return new BundleServer(folder, places, plan, diskMegabytes);
    }

    /** Starts the server on the configuration and the data that it has, and waits until every protocol answers. */
    public Duration startAgain() throws IOException {
        Files.createDirectories(places.var());
        Files.createDirectories(places.log());
        Path output = folder.resolve("server.out");
        Program run = diskMegabytes == 0 ? bundled(places.var(), "run") : onOwnDisk();
        running = RunningServer.start(
                new Places(places.home(), places.conf(), var(), places.log()),
                plan,
                run.builder().redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())));
        if (diskMegabytes > 0) {
            Files.deleteIfExists(var());
            Files.createSymbolicLink(var(), Path.of("/proc/" + running.process().pid() + "/root" + places.var()));
        }
        try {
            return running.awaitReady(START);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + Files.readString(output), e);
        }
    }

    /** The process of the server now; its engines are its children. */
    public ProcessHandle process() {
        return running.process();
    }

    /** A call of the {@code waypost} command for this server. */
    public Program command(String... arguments) {
        return bundled(var(), arguments);
    }

    private Program bundled(Path var, String... arguments) {
        return placed(Program.at(places.home().resolve("bin/waypost")).with(arguments), var);
    }

    private Program onOwnDisk() {
        String script = "mount -t tmpfs -o size=" + diskMegabytes + "m tmpfs \"$WAYPOST_VAR\" && exec \"$0\" run";
        return placed(
                Program.fromPackage("unshare", "util-linux")
                        .with("--map-root-user", "--mount", "sh", "-c", script)
                        .with(places.home().resolve("bin/waypost").toString()),
                places.var());
    }

    private Program placed(Program program, Path var) {
        BenchServer.QUICK_ENVIRONMENT.forEach(program::environment);
        return program.environment("WAYPOST_HOME", places.home().toString())
                .environment("WAYPOST_CONF", places.conf().toString())
                .environment("WAYPOST_VAR", var.toString())
                .environment("WAYPOST_LOG", places.log().toString())
                .environment(
                        "WAYPOST_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    /** Makes a user of the domain with a generated password; the name gets a random end. */
    public Account user(String name) throws IOException, InterruptedException {
        return user(name, DOMAIN);
    }

    /** The same in another domain, which must exist. */
    Account user(String name, String domain) throws IOException, InterruptedException {
        Account account = new Account(
                name + "-" + UUID.randomUUID().toString().substring(0, 8) + "@" + domain,
                UUID.randomUUID().toString().replace("-", ""));
        command("user", "add", account.address(), "--password-stdin")
                .input(account.password() + "\n")
                .run()
                .succeeded();
        return account;
    }

    /** Calls of WebAdmin with the administrator's token. */
    public WebAdmin webAdmin() throws IOException {
        return new WebAdmin(this);
    }

    /** The mailboxes of a user, over IMAP with TLS. */
    public Mailboxes mailboxes(Account account) throws IOException {
        return new Mailboxes(this, account);
    }

    public int port(Endpoint endpoint) {
        return plan.port(endpoint);
    }

    /** Host and port, as most clients want them. */
    public String address(Endpoint endpoint) {
        return "127.0.0.1:" + port(endpoint);
    }

    /** The certificate that the server made for itself, as PEM. */
    public Path certificates() {
        return var().resolve("tls/certificates.pem");
    }

    /** The data folder, as it is seen from here. */
    public Path var() {
        return diskMegabytes == 0 ? places.var() : folder.resolve("disk");
    }

    public Path conf() {
        return places.conf();
    }

    public Path log() {
        return places.log();
    }

    /** A folder for what clients of this server keep. */
    public Path scratch(String name) throws IOException {
        return Files.createDirectories(folder.resolve("clients").resolve(name + "-" + UUID.randomUUID()));
    }

    /** Stops the server in order; its folder stays for whoever looks for the reason of a failure only when it didn't stop. */
    @Override
    public void close() throws IOException {
        if (running != null && running.process().isAlive()) {
            running.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
