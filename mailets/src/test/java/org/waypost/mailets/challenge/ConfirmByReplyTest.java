package org.waypost.mailets.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.mailets.challenge.ChallengeWorld.ALICE;
import static org.waypost.mailets.challenge.ChallengeWorld.BOB;
import static org.waypost.mailets.challenge.ChallengeWorld.header;
import static org.waypost.mailets.challenge.ChallengeWorld.passes;

import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.challenge.KnownSender.How;

@Tag("feature-78")
class ConfirmByReplyTest {
    private ChallengeWorld world;
    private String answerTo;

    @BeforeEach
    void holdAMail() throws Exception {
        world = new ChallengeWorld().bobAsks();
        world.step().service(world.mail(ALICE, "bob@example.org"));
        answerTo = header(world.queued().get(0), "Reply-To");
    }

    private Mail answer(String envelope, String fields) throws Exception {
        Mail mail = world.mail(envelope, ALICE, answerTo, fields, passes(ALICE));
        world.replies().service(mail);
        return mail;
    }

    @Test
    void aPersonsAnswerConfirmsAndEndsHere() throws Exception {
        Mail answer = answer(ALICE, "Subject: Re: Please confirm\r\n");

        assertThat(answer.getState()).isEqualTo(Mail.GHOST);
        assertThat(world.queued()).hasSize(1);
        assertThat(world.known.find(BOB, ALICE).block().how()).isEqualTo(How.REPLY);
    }

    @Test
    void answersOfProgramsConfirmNobodyAndEndHere() throws Exception {
        assertThat(answer("", "Subject: Undeliverable\r\n").getState()).isEqualTo(Mail.GHOST);
        answer(ALICE, "Auto-Submitted: auto-replied\r\n");
        answer(ALICE, "Auto-Submitted: auto-generated (failure)\r\n");
        answer(ALICE, "Precedence: bulk\r\n");
        answer(ALICE, "X-Auto-Response-Suppress: All\r\n");
        answer("mailer-daemon@example.net", "Subject: x\r\n");

        assertThat(world.queued()).as("neither released nor answered").isEmpty();
        assertThat(world.office.held(BOB)).hasSize(1);
    }

    @Test
    void otherRecipientsStay() throws Exception {
        MailImpl mail = world.mail(ALICE, answerTo);
        mail.setRecipients(List.of(
                new MailAddress(answerTo),
                new MailAddress("carol@example.org"),
                new MailAddress("confirm+x@elsewhere.example")));

        world.replies().service(mail);

        assertThat(mail.getRecipients())
                .containsExactly(new MailAddress("carol@example.org"), new MailAddress("confirm+x@elsewhere.example"));
        assertThat(mail.getState()).isNotEqualTo(Mail.GHOST);
    }

    /** Who answers by program, without telling so, to whatever writes to it: bounded, whoever begins. */
    @Test
    void anAutomaticAnswererAndChallengesEndSoon() throws Exception {
        Challenge step = world.step();
        int mails = 0;
        // It answers the challenge to its sender's address, as a mail of its own without any mark.
        for (int round = 0; round < 50; round++) {
            step.service(world.mail(ALICE, "bob@example.org"));
            mails += world.queued().size();
        }

        assertThat(mails).as("challenges to one sender").isZero();
    }
}
