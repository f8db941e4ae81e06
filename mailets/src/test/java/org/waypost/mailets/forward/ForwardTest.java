package org.waypost.mailets.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.mailets.forward.ForwardWorld.ALICE;
import static org.waypost.mailets.forward.ForwardWorld.BOB;
import static org.waypost.mailets.forward.ForwardWorld.DAVE;
import static org.waypost.mailets.forward.ForwardWorld.mail;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.policy.forward.Srs;
import org.waypost.steps.StepRefused;

@Tag("feature-144")
class ForwardTest {
    private ForwardWorld world;
    private Forward mailet;

    @BeforeEach
    void setUp() throws Exception {
        world = new ForwardWorld();
        mailet = world.started(new Forward(world.forwarding, new Onward(world.forwarding), world.users, world.metrics));
    }

    private SentMail only() {
        assertThat(world.context.getSentMails()).hasSize(1);
        return world.context.getSentMails().get(0);
    }

    private static String kept(Mail mail, String recipient) throws Exception {
        return mail.getPerRecipientSpecificHeaders().getHeadersForRecipient(new MailAddress(recipient)).stream()
                .filter(header -> header.getName().equals("X-Waypost-Not-Forwarded"))
                .map(header -> header.getValue())
                .findFirst()
                .orElse("");
    }

    @Test
    void withoutAForwardTheMailGoesOnAsItIs() throws Exception {
        FakeMail mail = mail(DAVE, BOB);

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
        assertThat(world.context.getSentMails()).isEmpty();
    }

    @Test
    void severalTargetsGetCopiesAndTheMailboxKeepsOne() throws Exception {
        world.user(BOB, "targets: [alice@example.test, x@example.net, y@example.com]");
        FakeMail mail = mail(DAVE, BOB);

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
        assertThat(world.context.getSentMails())
                .extracting(SentMail::getRecipients)
                .anySatisfy(inside -> assertThat(inside).containsExactly(new MailAddress(ALICE)))
                .anySatisfy(outside -> assertThat(outside)
                        .containsExactlyInAnyOrder(new MailAddress("x@example.net"), new MailAddress("y@example.com")));
    }

    @Test
    void withoutACopyNothingStays() throws Exception {
        world.user(BOB, "{targets: [x@example.net], keepCopy: false}");
        FakeMail mail = mail(DAVE, BOB);

        mailet.service(mail);

        assertThat(mail.getRecipients()).isEmpty();
        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    }

    @Test
    void toOtherServersTheSenderIsRewrittenAndComesBack() throws Exception {
        world.user(BOB, "targets: [x@example.net]");

        mailet.service(mail(DAVE, BOB));

        MailAddress sender = only().getSender();
        assertThat(sender.getLocalPart()).startsWith("SRS0=").endsWith("=example.org=dave");
        assertThat(sender.getDomain().asString()).isEqualTo("example.test");
        assertThat(world.srs.reverse(sender)).isEqualTo(new Srs.Found.Original(new MailAddress(DAVE)));
    }

    @Test
    void withinThisServerTheSenderStays() throws Exception {
        world.user(BOB, "targets: [alice@example.test]");

        mailet.service(mail(DAVE, BOB));

        assertThat(only().getSender()).isEqualTo(new MailAddress(DAVE));
    }

    @Test
    void aSenderOfOursStays() throws Exception {
        world.user(BOB, "targets: [x@example.net]");

        mailet.service(mail(ALICE, BOB));

        assertThat(only().getSender()).isEqualTo(new MailAddress(ALICE));
    }

    @Test
    void noSenderStaysNone() throws Exception {
        world.user(BOB, "targets: [x@example.net, alice@example.test]");

        mailet.service(mail("", BOB));

        assertThat(world.context.getSentMails()).hasSize(2).allSatisfy(sent -> assertThat(
                        MailAddress.nullSender().equals(sent.getSender()) || sent.getSender() == null)
                .isTrue());
    }

    @Test
    void aSenderThatCanNotBeRewrittenIsTheForwarder() throws Exception {
        world.user(BOB, "targets: [x@example.net]");

        mailet.service(mail("a".repeat(60) + "@example.org", BOB));

        assertThat(only().getSender()).isEqualTo(new MailAddress(BOB));
    }

    @Test
    void theForwardsOfTheRewriteTableCountToo() throws Exception {
        world.rewrites.addForwardMapping(world.source(BOB), "x@example.net");
        FakeMail mail = mail(DAVE, BOB);

        mailet.service(mail);

        assertThat(mail.getRecipients()).isEmpty();
        assertThat(only().getRecipients()).containsExactly(new MailAddress("x@example.net"));
        assertThat(only().getSender().getLocalPart()).startsWith("SRS0=");
    }

    @Test
    void whoIsATargetOfHisOwnKeepsTheMail() throws Exception {
        world.rewrites.addForwardMapping(world.source(BOB), "x@example.net");
        world.rewrites.addForwardMapping(world.source(BOB), BOB);
        FakeMail mail = mail(DAVE, BOB);

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
        assertThat(only().getRecipients()).containsExactly(new MailAddress("x@example.net"));
    }

    @Test
    void whereTargetsOfOthersAreForbiddenTheMailStaysWithTheReason() throws Exception {
        world.user(BOB, "{targets: [x@example.net, alice@example.test], keepCopy: false}");
        world.domain("externalTargets: false");
        FakeMail mail = mail(DAVE, BOB);

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
        assertThat(only().getRecipients()).containsExactly(new MailAddress(ALICE));
        assertThat(kept(mail, BOB)).contains("x@example.net").contains("no targets of other servers");
        assertThat(world.metrics.countFor("forwardsRefused")).isEqualTo(1);
    }

    @Test
    void moreTargetsThanTheDomainAllowsGetNothing() throws Exception {
        world.user(BOB, "{targets: [x@example.net, y@example.net, z@example.net], keepCopy: false}");
        world.domain("mostTargets: 2");
        FakeMail mail = mail(DAVE, BOB);

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
        assertThat(only().getRecipients()).hasSize(2);
        assertThat(kept(mail, BOB)).contains("z@example.net").contains("more than 2 targets");
    }

    @Test
    void aMailThatWasForwardedBeforeStaysInTheMailbox() throws Exception {
        world.user(BOB, "{targets: [x@example.net], keepCopy: false}");
        FakeMail mail = mail(DAVE, BOB);
        mail.getMessage().addHeader("Delivered-To", "someone@example.org");
        mail.getMessage().addHeader("delivered-to", "Bob@Example.test");

        mailet.service(mail);

        assertThat(world.context.getSentMails()).isEmpty();
        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
        assertThat(kept(mail, BOB)).contains("forwarded by bob@example.test before");
        assertThat(world.metrics.countFor("forwardLoopsEnded")).isEqualTo(1);
    }

    @Test
    void aForwardBearsTheMarkOfWhoForwarded() throws Exception {
        world.user(BOB, "targets: [x@example.net]");
        FakeMail mail = mail(DAVE, BOB);

        mailet.service(mail);

        assertThat(only().getMsg().getHeader("Delivered-To")).containsExactly(BOB);
        assertThat(mail.getMessage().getHeader("Delivered-To")).isNull();
    }

    @Test
    void aLoopWithoutAMailboxGoesToItsProcessor() throws Exception {
        world.rewrites.addForwardMapping(world.source("gone@example.test"), "x@example.net");
        FakeMail mail = mail(DAVE, "gone@example.test");
        mail.getMessage().addHeader("Delivered-To", "gone@example.test");

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(only().getState()).isEqualTo("loop");
    }

    @Test
    void everyRecipientIsLookedAtByItself() throws Exception {
        world.user(BOB, "{targets: [x@example.net], keepCopy: false}");
        FakeMail mail = mail(DAVE, BOB, ALICE);

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(ALICE));
        assertThat(only().getRecipients()).containsExactly(new MailAddress("x@example.net"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no processor"})
    void wrongParametersAreRefused(String value) {
        String name = value.isEmpty() ? "target" : "loopProcessor";
        assertThatThrownBy(() -> world.started(
                        new Forward(world.forwarding, new Onward(world.forwarding), world.users, world.metrics),
                        name,
                        "a b" + value))
                .isInstanceOf(StepRefused.class)
                .hasMessageContaining(name);
    }
}
