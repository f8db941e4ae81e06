package org.waypost.mailets.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.mailets.challenge.ChallengeWorld.ALICE;
import static org.waypost.mailets.challenge.ChallengeWorld.facts;
import static org.waypost.mailets.challenge.ChallengeWorld.passes;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.waypost.accounts.challenge.ChallengeSettings;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.mailets.challenge.Doorman.Action;
import org.waypost.notices.Notice;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.Verdict;

/** The table of who is asked to confirm and who never is. */
@Tag("feature-78")
class DoormanTest {
    private static final String BOB = "bob@example.org";
    private static final String PLAIN = "Subject: x\r\n";
    private static final SenderFacts GOOD = passes(ALICE);
    private static final SenderFacts NOTHING = SenderFacts.NONE;

    private final ChallengeWorld world;

    DoormanTest() throws Exception {
        world = new ChallengeWorld();
    }

    private DynamicTest row(String name, String settings, boolean known, MailOf mail, Action expected, String reason) {
        return DynamicTest.dynamicTest(name, () -> {
            ChallengeSettings said =
                    SettingsFormat.record(SettingsFormat.object(settings.replace('\'', '"')), ChallengeSettings.class);
            Doorman.Decision decision =
                    Doorman.decide(said, Arrival.of(mail.make()), new MailAddress(BOB), () -> known);
            assertThat(decision.action()).as(decision.reason()).isEqualTo(expected);
            assertThat(decision.reason()).contains(reason);
        });
    }

    private interface MailOf {
        Mail make() throws Exception;
    }

    private MailOf mail(String envelope, String from, String fields, SenderFacts facts) {
        return () -> world.mail(envelope, from, BOB, fields, facts);
    }

    private DynamicTest unknown(String name, MailOf mail, Action expected, String reason) {
        return row(name, "{'mode':'unknown-senders'}", false, mail, expected, reason);
    }

    @TestFactory
    Stream<DynamicTest> whoIsAsked() {
        return Stream.of(
                unknown("SPF passes", mail(ALICE, ALICE, PLAIN, GOOD), Action.CHALLENGE, "unknown"),
                unknown(
                        "DKIM passes, SPF fails",
                        mail(ALICE, ALICE, PLAIN, facts(Verdict.FAIL, "example.net", "example.net")),
                        Action.CHALLENGE,
                        "unknown"),
                unknown(
                        "a domain above the author's passes",
                        mail("a@mail.example.net", "a@mail.example.net", PLAIN, facts(Verdict.PASS, "example.net")),
                        Action.CHALLENGE,
                        "unknown"),
                row(
                        "a check fails and another stands for the sender",
                        "{'mode':'failing-checks'}",
                        false,
                        mail(ALICE, ALICE, PLAIN, facts(Verdict.SOFTFAIL, "example.net", "example.net")),
                        Action.CHALLENGE,
                        "unknown"));
    }

    @TestFactory
    Stream<DynamicTest> whoIsNeverAsked() {
        return Stream.of(
                unknown(
                        "SPF fails",
                        mail(ALICE, ALICE, PLAIN, facts(Verdict.FAIL, "example.net")),
                        Action.HOLD,
                        "not verified"),
                unknown(
                        "SPF fails softly",
                        mail(ALICE, ALICE, PLAIN, facts(Verdict.SOFTFAIL, "example.net")),
                        Action.HOLD,
                        "not verified"),
                unknown("nothing is known", mail(ALICE, ALICE, PLAIN, NOTHING), Action.HOLD, "not verified"),
                unknown(
                        "the DNS did not answer",
                        mail(ALICE, ALICE, PLAIN, facts(Verdict.TEMPERROR, "example.net")),
                        Action.HOLD,
                        "not verified"),
                unknown(
                        "SPF passes for another domain than the author's",
                        mail("x@evil.example", ALICE, PLAIN, passes("x@evil.example")),
                        Action.HOLD,
                        "not verified"),
                unknown(
                        "another domain signed",
                        mail(ALICE, ALICE, PLAIN, facts(Verdict.NONE, "example.net", "evil.example")),
                        Action.HOLD,
                        "not verified"),
                unknown(
                        "a top-level domain signed",
                        mail(ALICE, ALICE, PLAIN, facts(Verdict.NONE, "example.net", "net")),
                        Action.HOLD,
                        "not verified"),
                unknown(
                        "author and return path differ",
                        mail("other@example.net", ALICE, PLAIN, GOOD),
                        Action.HOLD,
                        "differ"),
                unknown("no author", mail(ALICE, "", PLAIN, GOOD), Action.HOLD, "no single author"),
                unknown(
                        "two authors",
                        mail(ALICE, ALICE + ", dave@example.net", PLAIN, GOOD),
                        Action.HOLD,
                        "no single author"),
                unknown("no address", mail(ALICE, "alice", PLAIN, GOOD), Action.HOLD, "no single author"),
                unknown("the user's own name", mail(BOB, BOB, PLAIN, passes(BOB)), Action.HOLD, "own name"),
                unknown("null sender", mail("", ALICE, PLAIN, GOOD), Action.DELIVER, "null return path"),
                unknown(
                        "forged null sender",
                        mail("", ALICE, PLAIN, facts(Verdict.FAIL, "example.net")),
                        Action.HOLD,
                        "unverified"),
                unknown(
                        "vacation notice",
                        mail(ALICE, ALICE, "Auto-Submitted: auto-replied\r\n", GOOD),
                        Action.DELIVER,
                        "Auto-Submitted"),
                unknown(
                        "forged vacation notice",
                        mail(ALICE, ALICE, "Auto-Submitted: auto-replied\r\n", NOTHING),
                        Action.HOLD,
                        "unverified"),
                unknown(
                        "mailing list",
                        mail("list-bounces@example.net", ALICE, "List-Id: <l.example.net>\r\n", GOOD),
                        Action.DELIVER,
                        "automatic"),
                unknown(
                        "list of another domain than the author's",
                        mail("l@lists.example", ALICE, "List-Id: <l.lists.example>\r\n", passes("l@lists.example")),
                        Action.HOLD,
                        "unverified"),
                unknown("bulk", mail(ALICE, ALICE, "Precedence: bulk\r\n", GOOD), Action.DELIVER, "Precedence"),
                unknown(
                        "robot",
                        mail("no-reply@example.net", "no-reply@example.net", PLAIN, GOOD),
                        Action.DELIVER,
                        "robot"),
                row(
                        "automatic mail, where users want it held",
                        "{'mode':'unknown-senders','automaticMail':'hold'}",
                        false,
                        mail(ALICE, ALICE, "Precedence: bulk\r\n", GOOD),
                        Action.HOLD,
                        "Precedence"),
                unknown(
                        "challenge of another server",
                        mail("", ALICE, Arrival.MARK + ": 1\r\nAuto-Submitted: auto-replied\r\n", GOOD),
                        Action.DELIVER,
                        "challenge of another server"),
                unknown(
                        "challenge that lost its null sender",
                        mail(ALICE, ALICE, Arrival.MARK + ": 1\r\n", GOOD),
                        Action.DELIVER,
                        "challenge of another server"),
                unknown(
                        "notice of another server",
                        mail(ALICE, ALICE, Notice.MARK + ": 1\r\n", GOOD),
                        Action.DELIVER,
                        "notice of another server"),
                unknown("authenticated user", mail(ALICE, ALICE, PLAIN, loggedIn()), Action.DELIVER, "from here"));
    }

    @TestFactory
    Stream<DynamicTest> whoIsKnown() {
        String mode = "{'mode':'unknown-senders'}";
        return Stream.of(
                row("verified", mode, true, mail(ALICE, ALICE, PLAIN, GOOD), Action.DELIVER, "known"),
                row(
                        "of a domain that gives nothing to verify by",
                        mode,
                        true,
                        mail(ALICE, ALICE, PLAIN, NOTHING),
                        Action.DELIVER,
                        "known"),
                row(
                        "name used by another domain",
                        mode,
                        true,
                        mail("x@evil.example", ALICE, PLAIN, passes("x@evil.example")),
                        Action.HOLD,
                        "not verified"),
                row(
                        "name used against the domain's SPF",
                        mode,
                        true,
                        mail(ALICE, ALICE, PLAIN, facts(Verdict.FAIL, "example.net")),
                        Action.HOLD,
                        "not verified"),
                row("mode off", "{}", false, mail(ALICE, ALICE, PLAIN, NOTHING), Action.DELIVER, "off"),
                row(
                        "no check fails",
                        "{'mode':'failing-checks'}",
                        false,
                        mail(ALICE, ALICE, PLAIN, NOTHING),
                        Action.DELIVER,
                        "no check"),
                row(
                        "a check fails",
                        "{'mode':'failing-checks'}",
                        false,
                        mail(ALICE, ALICE, PLAIN, facts(Verdict.FAIL, "example.net")),
                        Action.HOLD,
                        "not verified"));
    }

    private static SenderFacts loggedIn() {
        return new SenderFacts(
                Optional.of("192.0.2.7"),
                Optional.of("alice@example.org"),
                Verdict.NONE,
                Optional.empty(),
                List.of(),
                Verdict.NONE);
    }
}
