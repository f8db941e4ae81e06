package org.waypost.mailets.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.mailets.forward.ForwardWorld.ALICE;
import static org.waypost.mailets.forward.ForwardWorld.BOB;
import static org.waypost.mailets.forward.ForwardWorld.DAVE;
import static org.waypost.mailets.forward.ForwardWorld.mail;

import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.steps.StepRefused;

@Tag("feature-144")
class SrsReversalTest {
    private ForwardWorld world;
    private SrsReversal mailet;

    @BeforeEach
    void setUp() throws Exception {
        world = new ForwardWorld();
        mailet = world.started(new SrsReversal(world.forwarding, world.metrics));
    }

    private String rewritten(String sender) throws Exception {
        return world.srs
                .rewrite(new MailAddress(sender), Domain.of("example.test"))
                .orElseThrow()
                .asString();
    }

    @Test
    void aBounceGoesBackToWhoWrote() throws Exception {
        FakeMail mail = mail("", rewritten(DAVE));

        mailet.service(mail);

        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
        assertThat(world.context.getSentMails()).hasSize(1);
        assertThat(world.context.getSentMails().get(0).getRecipients()).containsExactly(new MailAddress(DAVE));
        assertThat(world.metrics.countFor("srsReversed")).isEqualTo(1);
    }

    @Test
    void aBounceForOneOfOursStaysHere() throws Exception {
        FakeMail mail = mail("", rewritten(ALICE), BOB);

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactlyInAnyOrder(new MailAddress(ALICE), new MailAddress(BOB));
        assertThat(world.context.getSentMails()).isEmpty();
    }

    @Test
    void mailOfSomebodyIsNotABounce() throws Exception {
        String address = rewritten(DAVE);
        FakeMail mail = mail("mallory@example.net", address);

        mailet.service(mail);

        assertThat(mail.getRecipients()).containsExactly(new MailAddress(address));
        assertThat(world.context.getSentMails()).isEmpty();
        assertThat(world.metrics.countFor("srsRefused")).isEqualTo(1);
    }

    @Test
    void aForgedAddressBelongsToNobody() throws Exception {
        FakeMail mail = mail("", "SRS0=aaaaaa=bb=example.org=dave@example.test");

        mailet.service(mail);

        assertThat(mail.getRecipients()).hasSize(1);
        assertThat(world.context.getSentMails()).isEmpty();
    }

    @Test
    void rewrittenSendersOfOthersAreTheirs() throws Exception {
        FakeMail mail = mail("", "SRS0=aaaaaa=bb=example.org=dave@other.example");

        mailet.service(mail);

        assertThat(mail.getRecipients()).hasSize(1);
        assertThat(world.metrics.countFor("srsRefused")).isZero();
    }

    @Test
    void thereAreNoParameters() {
        assertThatThrownBy(() -> world.started(new SrsReversal(world.forwarding, world.metrics), "secret", "x"))
                .isInstanceOf(StepRefused.class)
                .hasMessageContaining("secret");
    }
}
