package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** msmtp, mbsync, fetchmail and s-nail, each with the certificate that the server made pinned. */
@ExtendWith(SharedServer.class)
class MailClientsIT {
    private BundleServer server;
    private Account alice;
    private Account bob;
    private Path folder;

    @BeforeEach
    void users(BundleServer shared) throws Exception {
        server = shared;
        alice = server.user("alice");
        bob = server.user("bob");
        folder = server.scratch("clients");
    }

    @Test
    void msmtpSubmits() throws Exception {
        Path settings = secret(
                "msmtprc",
                """
                account default
                host localhost
                port %d
                tls on
                tls_starttls on
                tls_trust_file %s
                auth on
                user %s
                password %s
                from %s
                """
                        .formatted(
                                server.port(Endpoint.SUBMISSION),
                                server.certificates(),
                                alice.address(),
                                alice.password(),
                                alice.address()));

        Program.fromPackage("msmtp", "msmtp")
                .with("--file=" + settings, "--tls-certcheck=" + trust(), bob.address())
                .input("From: " + alice + "\nTo: " + bob + "\nSubject: by msmtp\n\nHello\n")
                .run()
                .succeeded();

        assertArrives("by msmtp");
    }

    /** The certificate names the host of this machine, which is not always localhost. */
    private static String trust() {
        return "on";
    }

    @Test
    void mbsyncSynchronizesBothWays() throws Exception {
        deliver("for mbsync");
        Path mail = Files.createDirectories(folder.resolve("mail"));
        Path settings = secret(
                "mbsyncrc",
                """
                IMAPAccount bob
                Host localhost
                Port %d
                User %s
                Pass %s
                SSLType IMAPS
                SystemCertificates no
                CertificateFile %s

                IMAPStore remote
                Account bob

                MaildirStore local
                Path %s/
                Inbox %s/INBOX
                SubFolders Verbatim

                Channel all
                Far :remote:
                Near :local:
                Patterns *
                Create Both
                Expunge Both
                SyncState *
                """
                        .formatted(
                                server.port(Endpoint.IMAPS),
                                bob.address(),
                                bob.password(),
                                server.certificates(),
                                mail,
                                mail));
        mbsync(settings);
        assertThat(texts(mail.resolve("INBOX"))).anyMatch(text -> text.contains("Subject: for mbsync"));

        Files.writeString(
                mail.resolve("INBOX/new/1700000000.1.local"),
                "From: bob@local.test\nSubject: written locally\n\nHello\n");
        for (Path file : files(mail.resolve("INBOX"))) {
            if (Files.readString(file).contains("Subject: for mbsync")) {
                // A message that is gone here shall be gone there.
                Files.delete(file);
            }
        }
        mbsync(settings);

        assertThat(server.mailboxes(bob).subjects("INBOX")).containsExactly("written locally");
    }

    private void mbsync(Path settings) throws Exception {
        Program.fromPackage("mbsync", "isync")
                .with("-c", settings.toString(), "-a")
                .environment("HOME", folder.toString())
                .run()
                .succeeded();
    }

    @Test
    void fetchmailReadsByPop3OverTls() throws Exception {
        deliver("for fetchmail");

        assertThat(fetch("ssl", Endpoint.POP3S)).contains("Subject: for fetchmail");
        assertThat(server.mailboxes(bob).subjects("INBOX")).isEmpty();
    }

    @Test
    void fetchmailReadsByPop3WithStls() throws Exception {
        deliver("for stls");

        assertThat(fetch("sslproto 'tls1.2+'", Endpoint.POP3)).contains("Subject: for stls");
    }

    private String fetch(String security, Endpoint endpoint) throws Exception {
        Path box = folder.resolve("fetched");
        Path settings = secret(
                "fetchmailrc",
                """
                poll localhost protocol pop3 port %d
                  user "%s" password "%s"
                  %s sslcertfile "%s" sslcertck
                  no keep no rewrite
                  mda "cat >> %s"
                """
                        .formatted(
                                server.port(endpoint),
                                bob.address(),
                                bob.password(),
                                security,
                                server.certificates(),
                                box));
        Program.fromPackage("fetchmail", "fetchmail")
                .with("-f", settings.toString(), "--nosyslog", "-v")
                .environment("FETCHMAILHOME", folder.toString())
                .environment("HOME", folder.toString())
                .run()
                .succeeded();
        return Files.readString(box);
    }

    @Test
    void snailSendsAndReads() throws Exception {
        snail().with("-S", "mta=submission://" + login(alice) + "@localhost:" + server.port(Endpoint.SUBMISSION))
                .with("-S", "smtp-use-starttls", "-S", "smtp-auth=plain", "-S", "from=" + alice)
                .with("-s", "by s-nail", bob.address())
                .input("Hello from s-nail\n")
                .run()
                .succeeded();
        assertArrives("by s-nail");

        String read = snail().with("-S", "folder=imaps://" + login(bob) + "@localhost:" + server.port(Endpoint.IMAPS))
                .with("-R", "-f", "+INBOX")
                .input("type 1\nxit\n")
                .run()
                .succeeded();

        assertThat(read).contains("by s-nail").contains("Hello from s-nail");
    }

    private Program snail() {
        return Program.fromPackage("s-nail", "s-nail")
                .with("-n", "-#", "-S", "v15-compat", "-S", "tls-verify=strict", "-S", "sendwait")
                .with("-S", "tls-ca-file=" + server.certificates(), "-S", "tls-ca-no-defaults")
                .environment("HOME", folder.toString())
                .environment("MAILRC", "/dev/null");
    }

    private static String login(Account account) {
        return account.address().replace("@", "%40") + ":" + account.password();
    }

    private void deliver(String subject) throws Exception {
        Swaks.mail(server.address(Endpoint.SMTP), "stranger@example.org", bob.address(), subject)
                .run()
                .succeeded();
        assertArrives(subject);
    }

    private void assertArrives(String subject) {
        Awaitility.await(subject + " arrives").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(bob).subjects("INBOX"))
                .contains(subject));
    }

    private Path secret(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static List<Path> files(Path maildir) throws Exception {
        try (Stream<Path> all = Files.walk(maildir)) {
            return all.filter(Files::isRegularFile)
                    .filter(file ->
                            file.getParent().endsWith("new") || file.getParent().endsWith("cur"))
                    .toList();
        }
    }

    private static List<String> texts(Path maildir) throws Exception {
        List<String> texts = new java.util.ArrayList<>();
        for (Path file : files(maildir)) {
            texts.add(Files.readString(file));
        }
        return texts;
    }
}
