package org.waypost.assembly.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;

/** swaks: submission, mail from outside, LMTP, and what is refused. */
@ExtendWith(SharedServer.class)
class SwaksIT {
    private static final String OUTSIDE = "stranger@example.org";

    private static BundleServer server;
    private static Account alice;
    private static Account bob;

    @BeforeAll
    static void users(BundleServer shared) throws Exception {
        server = shared;
        alice = server.user("alice");
        bob = server.user("bob");
    }

    private static void assertArrives(String subject) {
        Awaitility.await(subject + " arrives").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        server.mailboxes(bob).subjects("INBOX"))
                .contains(subject));
    }

    @Test
    void submissionWithStartTlsDelivers() throws Exception {
        Swaks.authenticated(mail(Endpoint.SUBMISSION, "starttls").with("--tls"), alice)
                .run()
                .succeeded();

        assertArrives("starttls");
    }

    @Test
    void submissionOverTlsDelivers() throws Exception {
        Swaks.authenticated(mail(Endpoint.SMTPS, "tls").with("--tls-on-connect"), alice)
                .run()
                .succeeded();

        assertArrives("tls");
    }

    @Test
    void mailFromOutsideIsDelivered() throws Exception {
        Swaks.mail(server.address(Endpoint.SMTP), OUTSIDE, bob.address(), "from outside")
                .run()
                .succeeded();

        assertArrives("from outside");
    }

    @Test
    void lmtpDelivers() throws Exception {
        Swaks.mail(server.address(Endpoint.LMTP), OUTSIDE, bob.address(), "by lmtp")
                .with("--protocol", "LMTP")
                .run()
                .succeeded();

        assertArrives("by lmtp");
    }

    @Test
    void lmtpRefusesUnknownUsers() throws Exception {
        Program.Ended ended = Swaks.mail(server.address(Endpoint.LMTP), OUTSIDE, "nobody@" + BundleServer.DOMAIN, "no")
                .with("--protocol", "LMTP")
                .run();

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("<** 550");
    }

    @Test
    void strangersCantRelay() throws Exception {
        Program.Ended ended = Swaks.mail(server.address(Endpoint.SMTP), OUTSIDE, "someone@example.com", "relay")
                .run();

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).containsPattern("<\\*\\* 5[0-9][0-9] ");
    }

    @Test
    void unknownUsersAreRefused() throws Exception {
        Program.Ended ended = Swaks.mail(server.address(Endpoint.SMTP), OUTSIDE, "nobody@" + BundleServer.DOMAIN, "no")
                .run();

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("<** 550");
    }

    @Test
    void authenticationInClearIsNotOffered() throws Exception {
        Program.Ended ended =
                Swaks.authenticated(mail(Endpoint.SUBMISSION, "clear"), alice).run();

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).doesNotContain("250-AUTH").doesNotContain("235 ");
    }

    @Test
    void wrongPasswordsAreRefused() throws Exception {
        Program.Ended ended = mail(Endpoint.SUBMISSION, "wrong")
                .with("--tls", "--auth", "PLAIN", "--auth-user", alice.address(), "--auth-password", "wrong")
                .run();

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).contains("535");
    }

    @Test
    void submissionNeedsAuthentication() throws Exception {
        Program.Ended ended =
                mail(Endpoint.SUBMISSION, "anonymous").with("--tls").run();

        assertThat(ended.code()).isNotZero();
        assertThat(ended.output()).containsPattern("<[~*]+ 530 ");
    }

    private static Program mail(Endpoint endpoint, String subject) {
        return Swaks.mail(server.address(endpoint), alice.address(), bob.address(), subject);
    }
}
