package org.waypost.assembly.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A slapd of this machine with a folder of its own, on a free port of the loopback. */
final class Directory implements AutoCloseable {
    static final String BASE = "dc=example,dc=test";
    static final String MANAGER = "cn=manager," + BASE;
    static final String SECRET = "manager-secret";

    private final Process process;
    private final int port;

    private Directory(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Directory start(Path folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings = Files.writeString(
                folder.resolve("slapd.conf"),
                """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %1$s/slapd.pid
                database mdb
                maxsize 67108864
                suffix "%2$s"
                rootdn "%3$s"
                rootpw %4$s
                directory %1$s/data
                """
                        .formatted(folder, BASE, MANAGER, SECRET));
        Files.createDirectories(folder.resolve("data"));
        Process process = Program.fromPackage("slapd", "slapd")
                .with("-d", "0", "-f", settings.toString(), "-h", "ldap://127.0.0.1:" + port)
                .builder()
                .redirectOutput(folder.resolve("slapd.out").toFile())
                .start();
        Directory directory = new Directory(process, port);
        Awaitility.await("slapd answers")
                .atMost(Duration.ofSeconds(30))
                .until(() -> directory.call("ldapwhoami").run().code() == 0);
        directory.add(
                """
                dn: %1$s
                objectClass: dcObject
                objectClass: organization
                dc: example
                o: Example

                dn: ou=people,%1$s
                objectClass: organizationalUnit
                ou: people
                """
                        .formatted(BASE));
        return directory;
    }

    int port() {
        return port;
    }

    /** Adds a person who logs in with an address. */
    void person(String name, String address, String password) throws IOException, InterruptedException {
        add(
                """
                dn: uid=%2$s,ou=people,%1$s
                objectClass: inetOrgPerson
                uid: %2$s
                cn: %2$s
                sn: %2$s
                mail: %3$s
                userPassword: %4$s
                """
                        .formatted(BASE, name, address, password));
    }

    private void add(String entries) throws IOException, InterruptedException {
        call("ldapadd").input(entries).run().succeeded();
    }

    private Program call(String name) {
        return Program.fromPackage(name, "ldap-utils")
                .with("-x", "-H", "ldap://127.0.0.1:" + port, "-D", MANAGER, "-w", SECRET);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
