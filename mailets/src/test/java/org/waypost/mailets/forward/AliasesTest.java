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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.steps.StepRefused;

@Tag("feature-144")
class AliasesTest {
    private ForwardWorld world;
    private Aliases mailet;

    @BeforeEach
    void setUp() throws Exception {
        world = new ForwardWorld();
        mailet = world.started(new Aliases(world.rewrites, world.domains, world.forwarding, world.metrics));
    }

    @Test
    void anAddressOfAUserStays() throws Exception {
        FakeMail mail = mail(DAVE, BOB);

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
    }

    @Test
    void anAliasBecomesItsUser() throws Exception {
        world.rewrites.addAliasMapping(world.source("robert@example.test"), BOB);
        FakeMail mail = mail(DAVE, "robert@example.test", BOB);

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
    }

    @Test
    void forwardsAreLeftToTheirMailet() throws Exception {
        world.rewrites.addForwardMapping(world.source(BOB), "x@example.net");
        world.rewrites.addAliasMapping(world.source("robert@example.test"), BOB);
        FakeMail mail = mail(DAVE, "robert@example.test");

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
        assertThat(world.context.getSentMails()).isEmpty();
    }

    @Test
    void membersOfAGroupOnOtherServersGetACopyWithARewrittenSender() throws Exception {
        world.rewrites.addGroupMapping(world.source("team@example.test"), BOB);
        world.rewrites.addGroupMapping(world.source("team@example.test"), ALICE);
        world.rewrites.addGroupMapping(world.source("team@example.test"), "x@example.net");
        FakeMail mail = mail(DAVE, "team@example.test");

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactlyInAnyOrder(new MailAddress(BOB), new MailAddress(ALICE));
        var sent = world.context.getSentMails().get(0);
        assertThat(sent.getRecipients()).containsExactly(new MailAddress("x@example.net"));
        assertThat(sent.getSender().getLocalPart()).startsWith("SRS0=");
        assertThat(sent.getMsg().getHeader("Delivered-To")).containsExactly("team@example.test");
    }

    @Test
    void aGroupThatComesBackIsACircle() throws Exception {
        world.rewrites.addGroupMapping(world.source("team@example.test"), BOB);
        world.rewrites.addGroupMapping(world.source("team@example.test"), "x@example.net");
        FakeMail mail = mail(DAVE, "team@example.test");
        mail.getMessage().addHeader("Delivered-To", "team@example.test");

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(BOB));
        assertThat(world.context.getSentMails()).hasSize(1);
        assertThat(world.context.getSentMails().get(0).getState()).isEqualTo("loop");
    }

    @Test
    void whatCanNotBeFollowedGoesToItsProcessor() throws Exception {
        world.rewrites.addErrorMapping(world.source("old@example.test"), "554 This address is closed");
        FakeMail mail = mail(DAVE, "old@example.test");

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(world.context.getSentMails().get(0).getState()).isEqualTo("rewrite-error");
    }

    @Test
    void wrongParametersAreRefused() {
        assertThatThrownBy(() -> world.started(
                        new Aliases(world.rewrites, world.domains, world.forwarding, world.metrics),
                        "errorProcessor",
                        "a b"))
                .isInstanceOf(StepRefused.class)
                .hasMessageContaining("errorProcessor is 'a b', expected the name of a processor");
    }
}
