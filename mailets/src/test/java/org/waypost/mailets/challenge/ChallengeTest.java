package org.waypost.mailets.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.mailets.challenge.ChallengeWorld.ALICE;
import static org.waypost.mailets.challenge.ChallengeWorld.BOB;
import static org.waypost.mailets.challenge.ChallengeWorld.CAROL;
import static org.waypost.mailets.challenge.ChallengeWorld.header;
import static org.waypost.mailets.challenge.ChallengeWorld.text;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.blob.api.BlobId;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.challenge.ChallengeDesk.State;
import org.waypost.accounts.challenge.KnownSender;
import org.waypost.accounts.challenge.KnownSender.How;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.accounts.settings.Scope;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.Verdict;
import reactor.core.publisher.Flux;

@Tag("feature-78")
class ChallengeTest {
    private static final Pattern TOKEN = Pattern.compile("confirm\\+([a-z2-7]+)@example\\.org");

    private ChallengeWorld world;
    private Challenge step;

    @BeforeEach
    void begin() throws Exception {
        world = new ChallengeWorld().bobAsks();
        step = world.step();
    }

    private Mail through(Mail mail) throws Exception {
        step.service(mail);
        return mail;
    }

    private List<PendingMail> held(Username user) {
        return world.office.held(user);
    }

    private static String queueId(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, AttributeName.of("org.waypost.queue.id"), String.class)
                .orElseThrow();
    }

    private static String token(Mail challenge) throws Exception {
        Matcher matcher = TOKEN.matcher(header(challenge, "Reply-To"));
        assertThat(matcher.matches()).as(header(challenge, "Reply-To")).isTrue();
        return matcher.group(1);
    }

    @Test
    void mailOfAnUnknownSenderWaitsAndTheSenderIsAsked() throws Exception {
        Mail mail = through(world.mail(ALICE, "bob@example.org"));

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(held(BOB)).singleElement().satisfies(waiting -> {
            assertThat(waiting.sender()).isEqualTo(ALICE);
            assertThat(waiting.subject()).isEqualTo("Hello");
            assertThat(waiting.challenged()).isTrue();
        });
        assertThat(world.queued()).singleElement().satisfies(challenge -> {
            assertThat(challenge.getMaybeSender().isNullSender()).isTrue();
            assertThat(challenge.getRecipients()).containsExactly(new MailAddress(ALICE));
            assertThat(header(challenge, "Auto-Submitted")).isEqualTo("auto-replied");
            assertThat(header(challenge, Arrival.MARK)).isEqualTo("1");
            assertThat(header(challenge, "From")).isEqualTo("bob@example.org");
            assertThat(text(challenge)).contains("https://mail.example.org/challenge/" + token(challenge));
        });
    }

    @Test
    void othersGetTheirMailAtOnce() throws Exception {
        MailImpl mail = world.mail(ALICE, "carol@example.org");
        mail.setRecipients(List.of(new MailAddress("carol@example.org"), new MailAddress("bob@example.org")));

        through(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress("carol@example.org"));
        assertThat(mail.getState()).isNotEqualTo(Mail.GHOST);
        assertThat(held(BOB)).hasSize(1);
        assertThat(held(CAROL)).isEmpty();
    }

    @Test
    void aSenderIsAskedOnceAndAllItsMailComesAfterConfirmation() throws Exception {
        through(world.mail(ALICE, "bob@example.org"));
        String token = token(world.queued().get(0));
        through(world.mail(ALICE, "bob@example.org"));
        through(world.mail("ALICE@Example.net", "bob@example.org"));
        assertThat(world.queued()).isEmpty();
        assertThat(held(BOB)).hasSize(3);

        assertThat(world.office.confirm(token, How.LINK).state()).isEqualTo(State.OPEN);

        List<Mail> released = world.queued();
        assertThat(released).hasSize(3).allSatisfy(mail -> {
            assertThat(mail.getState()).isEqualTo("transport");
            assertThat(mail.getRecipients()).containsExactly(new MailAddress("bob@example.org"));
            assertThat(mail.getMaybeSender().asString()).isEqualToIgnoringCase(ALICE);
            assertThat(mail.getRemoteAddr()).isEqualTo("192.0.2.7");
            assertThat(SenderFacts.of(mail).spf()).isEqualTo(Verdict.PASS);
        });
        assertThat(released.stream().map(ChallengeTest::queueId))
                .containsExactlyInAnyOrder("mail-1", "mail-2", "mail-3");
        for (Mail mail : released) {
            assertThat(text(mail)).contains("Number " + queueId(mail).substring("mail-".length()) + ".");
        }
        assertThat(held(BOB)).isEmpty();
        assertThat(through(world.mail(ALICE, "bob@example.org")).getState()).isNotEqualTo(Mail.GHOST);
    }

    @Test
    void aConfirmationWorksOnce() throws Exception {
        through(world.mail(ALICE, "bob@example.org"));
        String token = token(world.queued().get(0));

        assertThat(world.office.look(token).state()).isEqualTo(State.OPEN);
        assertThat(world.queued()).as("a look releases nothing").isEmpty();
        assertThat(world.office.confirm(token, How.LINK).state()).isEqualTo(State.OPEN);
        assertThat(world.queued()).hasSize(1);
        assertThat(world.office.confirm(token, How.LINK).state()).isEqualTo(State.CONFIRMED);
        assertThat(world.queued()).isEmpty();
    }

    @Test
    void aConfirmationIsForOneUserAndOneSender() throws Exception {
        world.say(Scope.user(CAROL), "challenge", "{'mode':'unknown-senders'}");
        through(world.mail(ALICE, "bob@example.org"));
        String token = token(world.queued().get(0));
        through(world.mail(ALICE, "carol@example.org"));
        through(world.mail("dave@example.net", "bob@example.org"));
        world.queued();

        world.office.confirm(token, How.LINK);

        assertThat(world.queued()).hasSize(1);
        assertThat(held(BOB)).extracting(PendingMail::sender).containsExactly("dave@example.net");
        assertThat(held(CAROL)).hasSize(1);
    }

    @Test
    void aForgedOrExpiredTokenReleasesNothing() throws Exception {
        through(world.mail(ALICE, "bob@example.org"));
        String token = token(world.queued().get(0));
        String forged = (token.charAt(0) == 'b' ? "c" : "b") + token.substring(1);

        assertThat(world.office.confirm(forged, How.LINK).state()).isEqualTo(State.UNKNOWN);
        world.clock.pass(Duration.ofDays(14));
        assertThat(world.office.confirm(token, How.LINK).state()).isEqualTo(State.EXPIRED);

        assertThat(world.queued()).isEmpty();
        assertThat(held(BOB)).hasSize(1);
    }

    @Test
    void afterAPeriodTheSenderIsAskedAgain() throws Exception {
        through(world.mail(ALICE, "bob@example.org"));
        world.clock.pass(Duration.ofDays(7));
        through(world.mail(ALICE, "bob@example.org"));

        assertThat(world.queued()).hasSize(2);
    }

    @Test
    void mailOfAnUnverifiedSenderWaitsWithoutAChallenge() throws Exception {
        through(world.mail(ALICE, ALICE, "bob@example.org", "Subject: x\r\n", SenderFacts.NONE));

        assertThat(world.queued()).isEmpty();
        assertThat(held(BOB)).singleElement().satisfies(waiting -> {
            assertThat(waiting.challenged()).isFalse();
            assertThat(waiting.reason()).isEqualTo("the sender is not verified");
        });
    }

    @Test
    void peopleWhomTheUserWroteToAreNotAsked() throws Exception {
        MailImpl sent = world.mail("bob@example.org", "Alice@example.net");
        sent.setAttribute(
                org.apache.mailet.Attribute.convertToAttribute(Mail.SMTP_AUTH_USER.asString(), "bob@example.org"));
        world.correspondents().service(sent);

        assertThat(through(world.mail(ALICE, "bob@example.org")).getState()).isNotEqualTo(Mail.GHOST);
        assertThat(world.known.find(BOB, ALICE).block().how()).isEqualTo(How.WRITTEN_TO);
    }

    @Test
    void sendersOnTheListAreNotAskedWhenTheyAreProved() throws Exception {
        world.say(Scope.user(BOB), "senders", "{'allow':[{'sender':'example.net'}]}");

        assertThat(through(world.mail(ALICE, "bob@example.org")).getState()).isNotEqualTo(Mail.GHOST);
        through(world.mail(ALICE, ALICE, "bob@example.org", "Subject: x\r\n", SenderFacts.NONE));

        assertThat(held(BOB)).hasSize(1);
        assertThat(world.queued()).isEmpty();
    }

    @Test
    void anAutomaticAnswerOfTheUsersProgramMakesNobodyKnown() throws Exception {
        MailImpl sent = world.mail(
                "bob@example.org", "bob@example.org", ALICE, "Auto-Submitted: auto-replied\r\n", SenderFacts.NONE);
        sent.setAttribute(
                org.apache.mailet.Attribute.convertToAttribute(Mail.SMTP_AUTH_USER.asString(), "bob@example.org"));
        world.correspondents().service(sent);
        MailImpl stranger = world.mail("bob@example.org", "dave@example.net");
        world.correspondents().service(stranger);

        assertThat(world.known.of(BOB).collectList().block()).isEmpty();
    }

    @Test
    void anAliasDoesNotTellTheNameBehindIt() throws Exception {
        world.rewrites.addAliasMapping(MappingSource.fromUser("info", Domain.of("example.org")), "bob@example.org");
        MailImpl mail = world.mail(ALICE, "info@example.org");
        mail.setRecipients(List.of(new MailAddress("bob@example.org")));

        through(mail);

        Mail challenge = world.queued().get(0);
        assertThat(header(challenge, "From")).isEqualTo("info@example.org");
        assertThat(text(challenge)).doesNotContain("bob");
    }

    @Test
    void whatIsHeldTwiceAfterACrashIsOneMailAndOneChallenge() throws Exception {
        MailImpl mail = world.mail(ALICE, "bob@example.org");
        Mail again = mail.duplicate();

        through(mail);
        through(again);

        assertThat(held(BOB)).hasSize(1);
        assertThat(world.queued()).hasSize(1);
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void aChallengeThatCouldNotBeSentIsSentWhenTheMailComesAgain() throws Exception {
        MailImpl mail = world.mail(ALICE, "bob@example.org");
        world.issuer()
                .turn(
                        BOB,
                        new MailAddress(ALICE),
                        HeldMail.id(mail, BOB),
                        world.settings
                                .of(BOB, org.waypost.accounts.challenge.ChallengeSettings.SECTION)
                                .block());

        through(mail);

        assertThat(world.queued()).hasSize(1);
        assertThat(held(BOB)).hasSize(1);
    }

    @Test
    void heldMailKeepsItsBlobUntilItGoesOn() throws Exception {
        through(world.mail(ALICE, "bob@example.org"));
        String token = token(world.queued().get(0));

        List<BlobId> referenced = Flux.from(new PendingMailBlobs(world.pending, world.blobIds).listReferencedBlobs())
                .collectList()
                .block();
        assertThat(referenced).isEqualTo(blobs()).hasSize(1);

        world.office.confirm(token, How.LINK);
        assertThat(blobs()).isEmpty();
    }

    private List<BlobId> blobs() {
        return Flux.from(world.blobs.listBlobs(world.blobs.getDefaultBucketName()))
                .collectList()
                .block();
    }

    @Test
    void aConfirmationThatComesWhileMailIsHeldReleasesIt() throws Exception {
        through(world.mail(ALICE, "bob@example.org"));
        world.queued();
        world.known
                .add(BOB, new KnownSender(ALICE, How.LINK, world.clock.instant()))
                .block();

        assertThat(world.office.releaseAll(BOB, ALICE)).isEqualTo(1);
        assertThat(world.office.releaseAll(BOB, ALICE)).isZero();
        assertThat(world.queued()).hasSize(1);
    }

    @Test
    void aReleasedMailIsNotHeldAgainWhenItsDeliveryFailed() throws Exception {
        through(world.mail(ALICE, ALICE, "bob@example.org", "Subject: x\r\n", SenderFacts.NONE));
        world.office.release(BOB, held(BOB).get(0).id(), Optional.empty());

        Mail released = through(world.queued().get(0));

        assertThat(released.getState()).isNotEqualTo(Mail.GHOST);
        assertThat(held(BOB)).isEmpty();
        assertThat(world.known.of(BOB).collectList().block()).isEmpty();
    }

    @Test
    void capsHoldPerSender() throws Exception {
        world.say(Scope.server(), "challengeLimits", "{'perSender':1}")
                .say(Scope.user(CAROL), "challenge", "{'mode':'unknown-senders'}");
        through(world.mail(ALICE, "bob@example.org"));
        through(world.mail(ALICE, "carol@example.org"));

        assertThat(world.queued()).hasSize(1);
        assertThat(held(CAROL)).singleElement().satisfies(waiting -> {
            assertThat(waiting.challenged()).isFalse();
            assertThat(waiting.reason()).contains("cap of challenges a day per sender");
        });
        world.clock.pass(Duration.ofDays(1));
        through(world.mail(ALICE, "carol@example.org"));
        assertThat(world.queued()).as("the next day").hasSize(1);
    }

    @Test
    void capsHoldPerUserDomainAndServer() throws Exception {
        for (String cap : new String[] {"perUser", "perDomain", "perServer"}) {
            ChallengeWorld fresh = new ChallengeWorld().bobAsks();
            fresh.say(Scope.server(), "challengeLimits", "{'" + cap + "':2}");
            Challenge held = fresh.step();
            for (String name : new String[] {"a", "b", "c", "d"}) {
                held.service(fresh.mail(name + "@example.net", "bob@example.org"));
            }
            assertThat(fresh.queued()).as(cap).hasSize(2);
            assertThat(fresh.office.held(BOB)).as(cap).hasSize(4);
            assertThat(fresh.counts.capped().getCount()).isEqualTo(2);
        }
    }

    @Test
    void textsComeFromTheDomainInTheUsersLanguage() throws Exception {
        world.say(
                        Scope.domain(Domain.of("example.org")),
                        "challengeTexts",
                        "{'challenge':{'de':{'subject':'Bitte best\u00e4tigen','text':'{{link}}','html':'<a href=\\'{{link}}\\'>{{subject}}</a>'}}}"
                                .replace("\\'", "&#39;"))
                .say(Scope.user(BOB), "challenge", "{'language':'de-AT'}");

        through(world.mail(ALICE, ALICE, "bob@example.org", "Subject: <script>\r\n", ChallengeWorld.passes(ALICE)));

        Mail challenge = world.queued().get(0);
        assertThat(challenge.getMessage().getSubject()).isEqualTo("Bitte bestätigen");
        assertThat(text(challenge)).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void aWrongParameterIsRefusedByName() {
        assertThatThrownBy(() -> world.step()
                        .init(FakeMailetConfig.builder()
                                .mailetContext(FakeMailContext.defaultContext())
                                .setProperty("releaseTo", "no such name")
                                .build()))
                .hasMessageContaining("Challenge: releaseTo is 'no such name', expected the name of a processor");
        assertThatThrownBy(() -> world.replies()
                        .init(FakeMailetConfig.builder()
                                .mailetContext(FakeMailContext.defaultContext())
                                .setProperty("token", "x")
                                .build()))
                .hasMessageContaining("ConfirmByReply: parameter is 'token', expected none");
        assertThatThrownBy(() -> world.correspondents()
                        .init(FakeMailetConfig.builder()
                                .mailetContext(FakeMailContext.defaultContext())
                                .setProperty("user", "x")
                                .build()))
                .hasMessageContaining("RememberCorrespondents: parameter is 'user', expected none");
    }
}
