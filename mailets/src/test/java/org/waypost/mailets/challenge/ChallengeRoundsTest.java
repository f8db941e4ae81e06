package org.waypost.mailets.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.mailets.challenge.ChallengeWorld.ALICE;
import static org.waypost.mailets.challenge.ChallengeWorld.BOB;
import static org.waypost.mailets.challenge.ChallengeWorld.header;
import static org.waypost.mailets.challenge.ChallengeWorld.text;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.challenge.ChallengeDesk.State;
import org.waypost.accounts.challenge.KnownSender.How;
import org.waypost.accounts.settings.Scope;
import org.waypost.policy.sender.SenderFacts;

@Tag("feature-78")
class ChallengeRoundsTest {
    private static final LocalTime ALWAYS = LocalTime.MIN;

    private ChallengeWorld world;

    @BeforeEach
    void holdTwoMails() throws Exception {
        world = new ChallengeWorld().bobAsks();
        world.step().service(world.mail(ALICE, "bob@example.org"));
        world.step()
                .service(world.mail(
                        "eve@example.net", "eve@example.net", "bob@example.org", "Subject: Win\r\n", SenderFacts.NONE));
        world.queued();
    }

    @Test
    void aUserIsToldOnceOfWhatIsHeld() throws Exception {
        world.rounds().go(ALWAYS);
        world.rounds().go(ALWAYS);
        world.clock.pass(Duration.ofDays(1));
        world.rounds().go(ALWAYS);

        assertThat(world.queued()).singleElement().satisfies(digest -> {
            assertThat(digest.getRecipients()).containsExactly(new MailAddress("bob@example.org"));
            assertThat(digest.getMaybeSender().isNullSender()).isTrue();
            assertThat(text(digest))
                    .contains(ALICE, "Hello", "asked to confirm", "eve@example.net", "Win", "not verified")
                    .contains("https://mail.example.org/held-mail/");
        });
    }

    @Test
    void aDayWithNewMailHasADigest() throws Exception {
        world.rounds().go(ALWAYS);
        world.clock.pass(Duration.ofDays(1));
        world.step().service(world.mail("dave@example.net", "bob@example.org"));
        world.queued();
        world.rounds().go(ALWAYS);

        assertThat(world.queued()).singleElement().satisfies(digest -> assertThat(text(digest))
                .contains("dave@example.net", ALICE));
    }

    @Test
    void itsLinkOpensWhatIsHeldForThisUserAlone() throws Exception {
        world.rounds().go(ALWAYS);
        Matcher link = Pattern.compile("held-mail/([a-z2-7]+)\\?user=bob%40example.org")
                .matcher(text(world.queued().get(0)).replace("=\r\n", "").replace("=3D", "="));
        assertThat(link.find()).isTrue();

        assertThat(world.office.opens(link.group(1), BOB)).isTrue();
        assertThat(world.office.opens(link.group(1), ChallengeWorld.CAROL)).isFalse();
        assertThat(world.office.look(link.group(1)).state()).isEqualTo(State.UNKNOWN);
        assertThat(world.office.confirm(link.group(1), How.LINK).state()).isEqualTo(State.UNKNOWN);
        world.clock.pass(Duration.ofDays(14));
        assertThat(world.office.opens(link.group(1), BOB)).isFalse();
    }

    @Test
    void digestsWaitForTheirTimeOfTheDay() throws Exception {
        world.rounds().go(LocalTime.MAX);

        assertThat(world.queued()).isEmpty();
    }

    @Test
    void whatWaitedTooLongIsGivenUpAndTold() throws Exception {
        world.clock.pass(Duration.ofDays(14));

        world.rounds().go(ALWAYS);

        assertThat(world.queued()).singleElement().satisfies(digest -> assertThat(text(digest))
                .contains("Deleted now", ALICE, "eve@example.net"));
        assertThat(world.office.held(BOB)).isEmpty();
        assertThat(world.pending.blobs().collectList().block()).isEmpty();
        assertThat(world.counts.expired().getCount()).isEqualTo(2);
    }

    @Test
    void whoWantsNoDigestGetsNone() throws Exception {
        world.say(Scope.user(BOB), "challenge", "{'digest':false}");
        world.rounds().go(ALWAYS);
        world.clock.pass(Duration.ofDays(14));
        world.rounds().go(ALWAYS);

        assertThat(world.queued()).isEmpty();
        assertThat(world.office.held(BOB)).isEmpty();
    }

    @Test
    void oneServerGoesRound() throws Exception {
        world.leases
                .take("challenge-round", "another server", Duration.ofMinutes(10))
                .block();

        world.rounds().go(ALWAYS);
        assertThat(world.queued()).isEmpty();

        world.clock.pass(Duration.ofMinutes(10));
        world.rounds().go(ALWAYS);
        assertThat(world.queued()).hasSize(1);
    }

    @Test
    void whatADeadServerLeftHalfDoneIsFinishedAsDoubtful() throws Exception {
        world.pending
                .claim(world.pending.of(BOB, ALICE).blockFirst(), world.clock.instant())
                .block();
        world.rounds().go(LocalTime.MAX);
        assertThat(world.queued()).as("it may still be at work").isEmpty();

        world.clock.pass(HeldMail.LEFT);
        world.rounds().go(LocalTime.MAX);
        world.rounds().go(LocalTime.MAX);

        List<Mail> released = world.queued();
        assertThat(released).singleElement().satisfies(mail -> {
            assertThat(header(mail, "From")).isEqualTo(ALICE);
            assertThat(mail.getAttribute(AttributeName.of("org.waypost.delivery.tried")))
                    .isPresent();
        });
    }

    @Test
    void aDigestOnRequestListsAllAgain() throws Exception {
        world.rounds().go(ALWAYS);
        world.queued();

        assertThat(world.rounds().digest(BOB, true)).isTrue();
        assertThat(world.queued()).hasSize(1);
        assertThat(world.rounds().digest(ChallengeWorld.CAROL, true)).isFalse();
    }
}
