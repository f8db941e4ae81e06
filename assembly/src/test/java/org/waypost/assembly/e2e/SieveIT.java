package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** Sieve scripts put by sieve-connect (RFC 5804), and what they do to mail (RFC 5228, RFC 5230). */
@ExtendWith(SharedServer.class)
class SieveIT {
    private BundleServer server;
    private Account alice;
    private Account bob;
    private Path folder;

    @BeforeEach
    void users(BundleServer shared) throws Exception {
        server = shared;
        alice = server.user("alice");
        bob = server.user("bob");
        folder = server.scratch("sieve");
    }

    @Test
    void scriptsAreListedAndReadBack() throws Exception {
        activate("keep;\r\n");

        assertThat(connect("--list").run().succeeded()).contains("mine").contains("ACTIVE");
        Path copy = folder.resolve("copy.sieve");
        connect("--download", "--remotesieve", "mine", "--localsieve", copy.toString())
                .run()
                .succeeded();
        assertThat(Files.readString(copy).strip()).isEqualTo("keep;");
    }

    @Test
    void wrongPasswordsAreRefused() throws Exception {
        Program.Ended ended = connect("--list").input("wrong\n").run();

        assertThat(ended.code()).isNotZero();
    }

    @Test
    void fileintoMovesMailToItsFolder() throws Exception {
        activate("require \"fileinto\";\r\nif header :contains \"Subject\" \"invoice\" { fileinto \"Invoices\"; }\r\n");

        send("the invoice of May");
        send("hello");

        assertArrives(bob, "Invoices", "the invoice of May");
        assertArrives(bob, "INBOX", "hello");
        assertThat(server.mailboxes(bob).subjects("INBOX")).containsExactly("hello");
    }

    @Test
    void vacationAnswers() throws Exception {
        activate("require \"vacation\";\r\nvacation :subject \"away\" \"I am back on Monday.\";\r\n");

        send("are you there");

        assertArrives(bob, "INBOX", "are you there");
        assertArrives(alice, "INBOX", "away");
    }

    private void activate(String script) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.sieve"), script);
        connect("--upload", "--localsieve", file.toString(), "--remotesieve", "mine")
                .run()
                .succeeded();
        connect("--activate", "--remotesieve", "mine").run().succeeded();
    }

    private Program connect(String... arguments) {
        return Program.fromPackage("sieve-connect", "sieve-connect")
                .with("--server", "localhost", "--port", Integer.toString(server.port(Endpoint.MANAGESIEVE)), "--nosrv")
                .with("--user", bob.address(), "--passwordfd", "0", "--authmech", "PLAIN")
                .with("--tlscafile", server.certificates().toString())
                .with(arguments)
                .input(bob.password() + "\n");
    }

    private void send(String subject) throws Exception {
        Swaks.authenticated(
                        Swaks.mail(server.address(Endpoint.SUBMISSION), alice.address(), bob.address(), subject)
                                .with("--tls"),
                        alice)
                .run()
                .succeeded();
    }

    private void assertArrives(Account account, String box, String subject) {
        Awaitility.await(subject + " arrives").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(account).subjects(box))
                .contains(subject));
    }
}
