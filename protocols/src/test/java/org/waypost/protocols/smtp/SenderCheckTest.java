package org.waypost.protocols.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.util.Modules;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.mailet.Mail;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.Verdict;
import org.waypost.protocols.testing.MemoryMailServer;
import org.waypost.protocols.testing.SmtpDialogue;
import org.waypost.testing.dns.PlayedDns;
import org.xbill.DNS.Rcode;

/** Mail of strangers through the whole door: behind a balancer that names the client, with a DNS of the test's own. */
@Tag("feature-60")
@Tag("feature-61")
@Tag("feature-75")
@Tag("feature-76")
class SenderCheckTest {
    private static final String KEEP =
            """
            <mailetcontainer>
              <context><postmaster>postmaster@example.test</postmaster></context>
              <spooler><threads>2</threads><errorRepository>memory://var/mail/error/</errorRepository></spooler>
              <processors>
                <processor state="root" enableJmx="false">
                  <mailet match="All" class="ToRepository"><repositoryPath>memory://var/mail/kept/</repositoryPath></mailet>
                </processor>
                <processor state="error" enableJmx="false">
                  <mailet match="All" class="ToRepository"><repositoryPath>memory://var/mail/error/</repositoryPath></mailet>
                </processor>
                <processor state="transport" enableJmx="false">
                  <mailet match="All" class="RemoveMimeHeader"><name>bcc</name></mailet>
                  <mailet match="All" class="ToRepository"><repositoryPath>memory://var/mail/kept/</repositoryPath></mailet>
                </processor>
              </processors>
            </mailetcontainer>
            """;
    private static final Scope ALICE = Scope.user(Username.of("alice@example.test"));
    private static final Scope DOMAIN = Scope.domain(Domain.of("example.test"));

    private static KeyPair key;
    private static PlayedDns dns;
    private static MemoryMailServer server;

    @BeforeAll
    static void start() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = generator.generateKeyPair();
        dns = new PlayedDns()
                .withText("partner.test", "v=spf1 ip4:192.0.2.1 -all")
                .withText("mx.partner.test", "v=spf1 ip4:192.0.2.1 -all")
                .withText(
                        "s1._domainkey.partner.test",
                        "v=DKIM1; p="
                                + Base64.getEncoder()
                                        .encodeToString(key.getPublic().getEncoded()));
        String balanced = "<proxyProtocol><trusted>127.0.0.0/8</trusted></proxyProtocol>"
                + "<authorizedAddresses>192.0.2.77</authorizedAddresses>";
        server = MemoryMailServer.with(Modules.override(new SMTPServerModule()).with(new SmtpModule()))
                .file(
                        "smtpserver.xml",
                        WaypostSmtp.servers(
                                WaypostSmtp.startTls("balanced", balanced),
                                WaypostSmtp.tls("submissions", WaypostSmtp.SUBMISSION)))
                .file("mailetcontainer.xml", KEEP)
                .file(
                        "sender.properties",
                        "dns.servers=127.0.0.1:" + dns.address().getPort()
                                + "\ndeadline.total=3s\ntrusted=192.0.2.99\nskip.domains=skipped.test\nreceived.spf=true\n")
                .start()
                .domain("example.test")
                .user("alice@example.test", "secret")
                .user("bob@example.test", "secret");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        dns.close();
    }

    @AfterEach
    void forget() throws Exception {
        kept().removeAll();
        AccountSettings settings = server.get(AccountSettings.class);
        for (Scope scope : List.of(ALICE, DOMAIN, Scope.server())) {
            settings.remove(scope).block();
        }
    }

    @Test
    void theResultsStandAboveAllAndTravelWithTheMail() throws Exception {
        String answer = bring("192.0.2.1", "joe@partner.test", "Subject: hi\r\n\r\nhello\r\n", "bob@example.test");

        assertThat(answer).startsWith("250 ");
        Mail mail = onlyMail();
        SenderFacts facts = SenderFacts.of(mail);
        assertThat(facts.client()).contains("192.0.2.1");
        assertThat(facts.spf()).isEqualTo(Verdict.PASS);
        assertThat(facts.spfDomain()).contains("partner.test");
        assertThat(facts.user()).isEmpty();
        assertThat(text(mail))
                .startsWith("Authentication-Results: mail.example.test;\r\n"
                        + "\tspf=pass (ip4:192.0.2.1) smtp.mailfrom=partner.test;\r\n\tdkim=none\r\n"
                        + "Received-SPF: pass (ip4:192.0.2.1)\r\n\treceiver=mail.example.test; client-ip=192.0.2.1;")
                .contains("\r\nReceived: from mx.partner.test (unknown [192.0.2.1])")
                .endsWith("Subject: hi\r\n\r\nhello\r\n");
    }

    @Test
    void aFailedCheckAloneRefusesNothing() throws Exception {
        assertThat(bring("198.51.100.1", "joe@partner.test", "Subject: hi\r\n\r\nhello\r\n", "bob@example.test"))
                .startsWith("250 ");

        SenderFacts facts = SenderFacts.of(onlyMail());
        assertThat(facts.spf()).isEqualTo(Verdict.FAIL);
        assertThat(facts.failed()).isTrue();
    }

    @Test
    void signaturesAreVerifiedAndSurvive() throws Exception {
        String message = "From: joe@partner.test\r\nSubject: hi\r\n\r\nhello\r\n";

        assertThat(bring("198.51.100.1", "bounce@list.test", signature("s1", message) + message, "bob@example.test"))
                .startsWith("250 ");

        Mail mail = onlyMail();
        SenderFacts facts = SenderFacts.of(mail);
        assertThat(facts.signers()).containsExactly("partner.test");
        assertThat(facts.dkim()).isEqualTo(Verdict.PASS);
        assertThat(facts.verified()).isTrue();
        assertThat(text(mail))
                .contains("\tdkim=pass header.d=partner.test header.s=s1 header.a=rsa-sha256\r\n")
                .endsWith(signature("s1", message) + message);
    }

    @Test
    void withoutASenderTheNameOfHeloIsChecked() throws Exception {
        assertThat(bring("192.0.2.1", "", "Subject: report\r\n\r\nhello\r\n", "bob@example.test"))
                .startsWith("250 ");

        Mail mail = onlyMail();
        assertThat(SenderFacts.of(mail).spfDomain()).contains("mx.partner.test");
        assertThat(text(mail)).contains("spf=pass (ip4:192.0.2.1) smtp.helo=mx.partner.test");
    }

    @Test
    void resultsInOurNameAreRemovedAndThoseOfOthersStay() throws Exception {
        String forged = "Authentication-Results: mail.example.test; spf=pass\r\n"
                + "AUTHENTICATION-RESULTS: (x) Mail.Example.TEST 1;\r\n\tdkim=pass header.d=bank.test\r\n"
                + "Authentication-results : \"mail.example.test\"; dmarc=pass\r\n";
        String others = "Authentication-Results: mx.partner.test; spf=pass\r\n"
                + "Authentication-Results: mail.example.test.evil.test; none\r\n";

        assertThat(bring("198.51.100.1", "joe@far.test", forged + others + "\r\nhello\r\n", "bob@example.test"))
                .startsWith("250 ");

        String text = text(onlyMail());
        assertThat(text).contains(others).doesNotContain("bank.test", "dmarc", "AUTHENTICATION");
        assertThat(text.split("Results: mail\\.example\\.test;", -1)).hasSize(2);
        assertThat(text).startsWith("Authentication-Results: mail.example.test;\r\n\tspf=none");
    }

    @Test
    void whoLoggedInIsKnownAndNotChecked() throws Exception {
        int before = dns.asked();
        try (SmtpDialogue client = SmtpDialogue.connect(server.port(SMTPServerFactory.class, "submissions"))) {
            client.startTls();
            client.answer();
            client.ask("EHLO client.test");
            assertThat(client.ask("AUTH PLAIN " + SmtpListenerTest.plain("alice@example.test", "secret")))
                    .startsWith("235 ");
            client.ask("MAIL FROM:<alice@example.test>");
            client.ask("RCPT TO:<bob@example.test>");
            client.ask("DATA");
            assertThat(client.ask("From: alice@example.test\r\nAuthentication-Results: mail.example.test; dkim=pass"
                            + " header.d=bank.test\r\n\r\nhello\r\n."))
                    .startsWith("250 ");
        }
        Mail mail = onlyMail();
        SenderFacts facts = SenderFacts.of(mail);
        assertThat(facts.user()).contains("alice@example.test");
        assertThat(facts.spf()).isEqualTo(Verdict.NONE);
        assertThat(facts.verified()).isTrue();
        assertThat(text(mail)).doesNotContain("Authentication-Results");
        assertThat(dns.asked()).isEqualTo(before);
    }

    @Test
    void trustedClientsOwnNetworksAndSkippedDomainsAreNotChecked() throws Exception {
        int before = dns.asked();

        bring("192.0.2.99", "joe@partner.test", "Subject: 1\r\n\r\nhello\r\n", "bob@example.test");
        bring("192.0.2.77", "joe@partner.test", "Subject: 2\r\n\r\nhello\r\n", "bob@example.test");
        bring("198.51.100.1", "joe@skipped.test", "Subject: 3\r\n\r\nhello\r\n", "bob@example.test");

        Awaitility.await().until(() -> kept().size() == 3);
        assertThat(mails()).allSatisfy(mail -> {
            assertThat(SenderFacts.of(mail).spf()).isEqualTo(Verdict.NONE);
            assertThat(SenderFacts.of(mail).client()).isPresent();
        });
        assertThat(dns.asked()).isEqualTo(before);
    }

    @Test
    void aDeadDnsKeepsNoMail() throws Exception {
        String message = "From: joe@partner.test\r\nSubject: hi\r\n\r\nhello\r\n";
        long start = System.nanoTime();
        dns.silent();
        try {
            assertThat(bring("192.0.2.1", "joe@silent.test", signature("s2", message) + message, "bob@example.test"))
                    .startsWith("250 ");
        } finally {
            dns.failing(Rcode.NOERROR);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        Mail mail = onlyMail();
        assertThat(SenderFacts.of(mail).spf()).isEqualTo(Verdict.TEMPERROR);
        assertThat(SenderFacts.of(mail).dkim()).isEqualTo(Verdict.TEMPERROR);
        assertThat(text(mail)).contains("spf=temperror", "dkim=temperror (no answer for the key)");
    }

    @Test
    void aBlockedSenderIsRefusedForWhoBlocksIt() throws Exception {
        say(ALICE, "senders", "{'block':[{'sender':'*@partner.test'}]}");

        assertThat(session("192.0.2.1", "joe@partner.test", "alice@example.test", "bob@example.test"))
                .containsExactly(
                        "550 5.7.1 Mail from this sender is not accepted here",
                        "250 2.1.5 Recipient <bob@example.test> OK");
    }

    @Test
    void aBlockedMachineIsRefusedForAllButThePostmaster() throws Exception {
        say(DOMAIN, "clients", "{'block':[{'network':'192.0.2.0/24'}]}");

        assertThat(session("192.0.2.1", "joe@partner.test", "bob@example.test", "postmaster@example.test"))
                .satisfiesExactly(bob -> assertThat(bob).startsWith("550 5.7.1 "), postmaster -> assertThat(postmaster)
                        .startsWith("250 "));
        assertThat(session("198.51.100.1", "joe@partner.test", "bob@example.test"))
                .allMatch(answer -> answer.startsWith("250 "));
    }

    @Test
    void anAllowedNameCountsOnlyWhenItsOwnerStandsForTheMessage() throws Exception {
        say(Scope.server(), "senders", "{'block':[{'sender':'partner.test'}]}");
        say(ALICE, "senders", "{'allow':[{'sender':'joe@partner.test'}]}");

        assertThat(bring("198.51.100.1", "joe@partner.test", "Subject: forged\r\n\r\nhello\r\n", "alice@example.test"))
                .startsWith("550 5.7.1 Mail from this sender");
        assertThat(bring("192.0.2.1", "joe@partner.test", "Subject: real\r\n\r\nhello\r\n", "alice@example.test"))
                .startsWith("250 ");
        assertThat(text(onlyMail())).contains("Subject: real");
    }

    @Test
    void whoIsBlockedByItsAuthorReachesTheOthersOnly() throws Exception {
        say(ALICE, "senders", "{'block':[{'sender':'spam@far.test'}]}");
        String message = "From: spam@far.test\r\nSubject: buy\r\n\r\nhello\r\n";

        assertThat(bring("198.51.100.1", "x@list.test", message, "alice@example.test"))
                .startsWith("550 5.7.1 ");
        assertThat(bring("198.51.100.1", "x@list.test", message, "alice@example.test", "bob@example.test"))
                .startsWith("250 ");
        assertThat(onlyMail().getRecipients()).extracting(Object::toString).containsExactly("bob@example.test");
    }

    @Test
    void anAllowedSenderMayStillNotRelay() throws Exception {
        say(Scope.server(), "senders", "{'allow':[{'sender':'joe@partner.test'}]}");
        say(Scope.server(), "clients", "{'allow':[{'network':'192.0.2.1'}]}");

        assertThat(session("192.0.2.1", "joe@partner.test", "victim@foreign.test"))
                .containsExactly("550 5.7.1 Relaying denied");
    }

    private static void say(Scope scope, String section, String json) {
        server.get(AccountSettings.class)
                .set(scope, section, SettingsFormat.object(json.replace('\'', '"')))
                .block();
    }

    private static String signature(String selector, String message) throws Exception {
        return new DKIMSigner(
                                "v=1; a=rsa-sha256; c=relaxed/relaxed; d=partner.test; s=" + selector
                                        + "; h=from:subject; bh=; b=;",
                                key.getPrivate())
                        .sign(new java.io.ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII)))
                + "\r\n";
    }

    private static String bring(String client, String sender, String message, String... recipients) throws Exception {
        try (SmtpDialogue dialogue = greeted(client)) {
            assertThat(dialogue.ask("MAIL FROM:<" + sender + ">")).startsWith("250 ");
            for (String recipient : recipients) {
                assertThat(dialogue.ask("RCPT TO:<" + recipient + ">")).startsWith("250 ");
            }
            assertThat(dialogue.ask("DATA")).startsWith("354 ");
            return dialogue.ask(message + ".");
        }
    }

    private static List<String> session(String client, String sender, String... recipients) throws Exception {
        try (SmtpDialogue dialogue = greeted(client)) {
            dialogue.ask("MAIL FROM:<" + sender + ">");
            List<String> answers = new ArrayList<>();
            for (String recipient : recipients) {
                answers.add(dialogue.ask("RCPT TO:<" + recipient + ">").strip());
            }
            return answers;
        }
    }

    private static SmtpDialogue greeted(String client) throws Exception {
        SmtpDialogue dialogue = SmtpDialogue.connect(server.port(SMTPServerFactory.class, "balanced"));
        dialogue.raw("PROXY TCP4 " + client + " 192.0.2.250 40000 25\r\n");
        dialogue.answer();
        dialogue.ask("EHLO mx.partner.test");
        return dialogue;
    }

    private static MailRepository kept() throws Exception {
        return server.get(MailRepositoryStore.class).select(MailRepositoryUrl.from("memory://var/mail/kept/"));
    }

    private static Mail onlyMail() throws Exception {
        Awaitility.await().until(() -> kept().size() == 1);
        return mails().get(0);
    }

    private static List<Mail> mails() throws Exception {
        MailRepository repository = kept();
        List<Mail> mails = new ArrayList<>();
        for (Iterator<MailKey> keys = repository.list(); keys.hasNext(); ) {
            mails.add(repository.retrieve(keys.next()));
        }
        return mails;
    }

    private static String text(Mail mail) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.getMessage().writeTo(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
