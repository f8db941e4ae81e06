package org.waypost.server.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.apache.james.blob.api.BlobReferenceSource;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.james.util.MimeMessageUtil;
import org.apache.james.vacation.api.AccountId;
import org.apache.james.vacation.api.VacationPatch;
import org.apache.james.vacation.api.VacationService;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.challenge.ChallengeDesk;
import org.waypost.accounts.challenge.ChallengeTokens;
import org.waypost.accounts.challenge.ChallengeTokens.Purpose;
import org.waypost.accounts.challenge.KnownSender;
import org.waypost.accounts.challenge.KnownSender.How;
import org.waypost.accounts.challenge.KnownSenders;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.accounts.challenge.PendingMailStore;
import org.waypost.accounts.settings.Scope;
import org.waypost.mailets.challenge.ChallengeBelongings;
import org.waypost.mailets.challenge.PendingMailBlobs;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.Verdict;
import org.waypost.protocols.http.PublicServer;
import org.waypost.server.composition.MemoryServer;
import org.waypost.server.jmx.ManagedBeans;
import org.waypost.testing.tls.TrustAll;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Challenges on a whole server in memory, with the shipped pipeline, over its SMTP and its public listener. */
@Tag("feature-78")
class ChallengeServerTest {

    private static MemoryServer server;
    private static HttpClient http;
    private Username bob;

    /** Another for each test: challenges to one address have a cap. */
    private String alice;

    @BeforeAll
    static void start() throws Exception {
        server = MemoryServer.start(Map.of());
        http = HttpClient.newBuilder()
                .sslContext(TrustAll.context())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void addAUserWhoAsks() throws Exception {
        String name = UUID.randomUUID().toString().substring(0, 8);
        bob = server.user("bob-" + name + "@example.test");
        alice = "alice-" + name + "@example.net";
        server.says(bob, "challenge", "mode: unknown-senders");
        relayed().removeAll();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    private static MailRepository relayed() throws Exception {
        return server.get(MailRepositoryStore.class).select(MailRepositoryUrl.from(MemoryServer.RELAYED));
    }

    /** Brings a mail whose sender's domain passes SPF, as SMTP leaves it. */
    private void arrive(String from, String subject, String fields) throws Exception {
        String text = "From: " + from + "\r\nTo: " + bob.asString() + "\r\nSubject: " + subject + "\r\n" + fields
                + "\r\nText.\r\n";
        MailImpl mail = MailImpl.builder()
                .name("test-" + UUID.randomUUID())
                .sender(MaybeSender.getMailSender(from))
                .addRecipient(bob.asString())
                .mimeMessage(MimeMessageUtil.mimeMessageFromBytes(text.getBytes(StandardCharsets.UTF_8)))
                .build();
        new SenderFacts(
                        Optional.of("192.0.2.7"),
                        Optional.empty(),
                        Verdict.PASS,
                        Optional.of(from.substring(from.indexOf('@') + 1)),
                        List.of(),
                        Verdict.NONE)
                .attach(mail);
        MailQueueFactory<?> queues = server.get(new Key<MailQueueFactory<? extends MailQueue>>() {});
        queues.createQueue(MailQueueFactory.SPOOL).enQueue(mail);
    }

    /** The token of the only challenge that was sent. */
    private String challenge() throws Exception {
        await().until(() -> relayed().size() == 1);
        MailKey key = relayed().list().next();
        Matcher token = Pattern.compile("confirm\\+([a-z2-7]+)@example\\.test")
                .matcher(relayed().retrieve(key).getMessage().getHeader("Reply-To", null));
        assertThat(token.matches()).isTrue();
        return token.group(1);
    }

    private static URI page(String path) {
        return URI.create("https://127.0.0.1:" + server.get(PublicServer.class).port() + path);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(page(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(page(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aSenderConfirmsOnThePageAndItsMailIsDelivered() throws Exception {
        arrive(alice, "First", "");
        String token = challenge();
        arrive(alice, "Second", "");
        await().until(() -> held().size() == 2);

        HttpResponse<String> question = get("/challenge/" + token);
        assertThat(question.statusCode()).isEqualTo(200);
        assertThat(question.body())
                .contains("<form method=\"post\"", "<button", alice)
                .doesNotContain("<script");
        assertThat(http.send(
                                HttpRequest.newBuilder(page("/challenge/" + token))
                                        .method("HEAD", BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(held()).as("to look confirms nothing").hasSize(2);
        assertThat(server.inbox(bob)).isEmpty();

        assertThat(post("/challenge/" + token, "do=confirm").body()).contains("Thank you");

        await().untilAsserted(() -> assertThat(server.inbox(bob))
                .hasSize(2)
                .anyMatch(message -> message.contains("Subject: First"))
                .anyMatch(message -> message.contains("Subject: Second")));
        arrive(alice, "Third", "");
        await().until(() -> server.inbox(bob).size() == 3);
        assertThat(held()).isEmpty();
        assertThat(relayed().size()).as("challenges").isEqualTo(1);
    }

    private List<PendingMail> held() {
        return server.get(ChallengeDesk.class).held(bob);
    }

    @Test
    void usedExpiredAndForgedTokensGetClearPages() throws Exception {
        arrive(alice, "First", "");
        String token = challenge();
        post("/challenge/" + token, "");

        HttpResponse<String> again = post("/challenge/" + token, "");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("Confirmed already");

        String expired = server.get(ChallengeTokens.class)
                .make(
                        Purpose.CONFIRM,
                        UUID.randomUUID(),
                        server.get(Clock.class).instant().minusSeconds(1));
        assertThat(post("/challenge/" + expired, "").statusCode()).isEqualTo(410);
        assertThat(get("/challenge/" + expired).body()).contains("Too late");

        String forged = (token.charAt(0) == 'b' ? "c" : "b") + token.substring(1);
        for (String wrong : new String[] {forged, "", "x", "%3Cscript%3E", "a".repeat(2000)}) {
            HttpResponse<String> answer = post("/challenge/" + wrong, "");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("Not found").doesNotContain("<script>");
        }
    }

    @Test
    void aSenderConfirmsByReplyAndForgedAddressesAreRefused() throws Exception {
        arrive(alice, "First", "");
        String token = challenge();
        String forged = (token.charAt(0) == 'b' ? "c" : "b") + token.substring(1);

        assertThat(smtp(alice, "confirm+" + forged + "@example.test", "")).startsWith("550");
        assertThat(smtp(alice, "confirm+x@example.test", "")).startsWith("550");
        assertThat(smtp("", "confirm+" + token + "@example.test", "Subject: Undelivered\r\n"))
                .startsWith("250");
        assertThat(smtp(alice, "confirm+" + token + "@example.test", "Auto-Submitted: auto-replied\r\n"))
                .startsWith("250");
        assertThat(smtp("dave@example.net", bob.asString(), "")).startsWith("250");
        await().until(() -> held().size() == 2);
        assertThat(server.inbox(bob)).as("programs confirm nobody").isEmpty();

        assertThat(smtp(alice, "CONFIRM+" + token.toUpperCase(java.util.Locale.ROOT) + "@example.test", ""))
                .startsWith("250");

        await().until(() -> server.inbox(bob).size() == 1);
        assertThat(server.get(KnownSenders.class)
                        .of(bob)
                        .map(KnownSender::how)
                        .collectList()
                        .block())
                .containsExactly(How.REPLY);
    }

    /** A message by SMTP; the answer to what was refused first, or to the message. */
    private String smtp(String from, String to, String fields) throws IOException {
        int port = server.get(SMTPServerFactory.class).getServers().get(0).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(30_000);
            String answer = in.readLine();
            for (String line : List.of(
                    "HELO client.example.net",
                    "MAIL FROM:<" + from + ">",
                    "RCPT TO:<" + to + ">",
                    "DATA",
                    "From: " + (from.isEmpty() ? alice : from) + "\r\nTo: " + to + "\r\n" + fields
                            + "\r\nText.\r\n.")) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                answer = in.readLine();
                if (answer.charAt(0) > '3') {
                    return answer;
                }
            }
            return answer;
        }
    }

    @Test
    void aUserSeesReleasesAndDeletesWhatIsHeld() throws Exception {
        arrive(alice, "<b>Bold</b> & more", "");
        challenge();
        arrive("dave@example.net", "Other", "");
        await().until(() -> held().size() == 2);
        assertThat(server.get(org.waypost.accounts.challenge.DigestDesk.class).digest(bob))
                .isTrue();
        await().until(() -> server.inbox(bob).size() == 1);
        Matcher link = Pattern.compile("(/held-mail/[a-z2-7]+)\\?user=(\\S+)")
                .matcher(server.inbox(bob).get(0).replace("=\r\n", "").replace("=3D", "="));
        assertThat(link.find()).as(server.inbox(bob).get(0)).isTrue();
        String path = link.group(1);
        String user = "user=" + link.group(2);

        HttpResponse<String> list = get(path + "?" + user);
        assertThat(list.body())
                .contains("&lt;b&gt;Bold&lt;/b&gt; &amp; more", alice, "dave@example.net")
                .doesNotContain("<b>");
        assertThat(get(path + "?user=carol@example.test").statusCode()).isEqualTo(404);
        assertThat(get("/held-mail/x?" + user).statusCode()).isEqualTo(404);

        String alices = id(alice);
        assertThat(get(path + "?" + user + "&do=deliver&mail=" + alices).body()).contains("Waiting: 2");
        assertThat(post(path, user + "&do=deliver&mail=" + alices).body()).contains("Delivered: 1", "Waiting: 1");
        await().until(() -> server.inbox(bob).size() == 2);
        assertThat(post(path, user + "&do=delete&mail=" + id("dave@example.net"))
                        .body())
                .contains("Deleted.", "Nothing waits.");
        assertThat(post(path, user + "&do=delete&mail=nothing").body()).contains("not here any more");
        assertThat(server.get(KnownSenders.class).find(bob, alice).block().how())
                .isEqualTo(How.RELEASED);
    }

    private String id(String sender) {
        return held().stream()
                .filter(mail -> mail.sender().equals(sender))
                .findFirst()
                .orElseThrow()
                .id()
                .toString();
    }

    @Test
    void theCollectionOfBlobsIsToldWhatIsHeld() throws Exception {
        arrive(alice, "First", "");
        challenge();
        Set<BlobReferenceSource> sources = server.get(Key.get(new TypeLiteral<Set<BlobReferenceSource>>() {}));

        assertThat(sources).hasAtLeastOneElementOfType(PendingMailBlobs.class);
        assertThat(Flux.fromIterable(sources)
                        .concatMap(BlobReferenceSource::listReferencedBlobs)
                        .map(blob -> blob.asString())
                        .collectList()
                        .block())
                .contains(held().get(0).blob());
    }

    @Test
    void aRenamedUserKeepsWhatIsHeldAndWhoIsKnown() throws Exception {
        arrive(alice, "First", "");
        challenge();
        server.get(KnownSenders.class)
                .add(
                        bob,
                        new KnownSender(
                                "dave@example.net",
                                How.LINK,
                                server.get(Clock.class).instant()))
                .block();
        Username robert = server.user("robert-" + bob.asString());

        Mono.from(belongings().move(bob, robert)).block();

        assertThat(server.get(PendingMailStore.class).of(bob).collectList().block())
                .isEmpty();
        assertThat(server.get(KnownSenders.class)
                        .find(robert, "dave@example.net")
                        .block())
                .isNotNull();
        assertThat(server.get(ChallengeDesk.class).trust(robert, alice, How.ADMINISTRATOR))
                .isEqualTo(1);
        await().until(() -> server.inbox(robert).size() == 1);
    }

    private static Belongings belongings() {
        return server.get(Key.get(new TypeLiteral<Set<Belongings>>() {})).stream()
                .filter(ChallengeBelongings.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsLeftOfARemovedUser() throws Exception {
        arrive(alice, "First", "");
        challenge();
        server.get(KnownSenders.class)
                .add(
                        bob,
                        new KnownSender(
                                "dave@example.net",
                                How.LINK,
                                server.get(Clock.class).instant()))
                .block();

        Mono.from(belongings().remove(Scope.user(bob))).block();

        assertThat(server.get(PendingMailStore.class).of(bob).collectList().block())
                .isEmpty();
        assertThat(server.get(KnownSenders.class).of(bob).collectList().block()).isEmpty();
    }

    @Test
    void aChallengeToAnAutomaticAnswererEndsThere() throws Exception {
        Username dave = server.user("dave-" + bob.asString());
        server.get(VacationService.class)
                .modifyVacation(
                        AccountId.fromUsername(dave),
                        VacationPatch.builder()
                                .isEnabled(true)
                                .textBody("I am away.")
                                .build())
                .block();

        arrive(dave.asString(), "First", "");
        await().until(() -> server.inbox(dave).size() == 1);
        arrive(dave.asString(), "Second", "");
        await().until(() -> held().size() == 2);

        // What answers would have been made before the mail that comes now.
        arrive("eve@example.net", "Last", "");
        await().until(() -> held().size() == 3 && relayed().size() == 1);
        assertThat(server.inbox(dave)).singleElement().satisfies(challenge -> assertThat(challenge)
                .contains("Auto-Submitted: auto-replied"));
        assertThat(server.inbox(bob)).isEmpty();
    }

    @Test
    void jmxTellsTheCounts() throws Exception {
        arrive(alice, "First", "");
        challenge();
        ObjectName name = ManagedBeans.name("challenge");
        var beans = ManagementFactory.getPlatformMBeanServer();

        assertThat((long) beans.getAttribute(name, "MailsHeld")).isPositive();
        assertThat(beans.invoke(
                        name, "waitingFor", new Object[] {bob.asString()}, new String[] {String.class.getName()}))
                .isEqualTo(1);
        assertThat(beans.invoke(name, "releaseSender", new Object[] {bob.asString(), alice}, new String[] {
                    String.class.getName(), String.class.getName()
                }))
                .isEqualTo(1);
    }
}
