package org.waypost.policy.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.senders.ClientChoices;
import org.waypost.accounts.senders.SenderChoices;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingsFormat;

@Tag("feature-60")
@Tag("feature-61")
class SenderListsTest {
    private static final Scope ALICE = Scope.user(Username.of("alice@example.test"));
    private static final Scope BOB = Scope.user(Username.of("bob@example.test"));
    private static final Scope DOMAIN = Scope.domain(Domain.of("example.test"));
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final ChangeFeed changes = new ChangeFeed(new MemoryChangeLog(clock), clock);
    private final AccountSettings settings = new AccountSettings(
            new Sections(List.of(SenderChoices.SECTION, ClientChoices.SECTION)), new MemorySettingsStore(), changes);
    private final SenderLists lists = new SenderLists(settings, changes, clock);

    @Test
    void nobodyIsListedAtFirst() throws Exception {
        assertThat(lists.judge(from("joe@partner.example"), ALICE).block()).isEqualTo(Judgement.UNLISTED);
    }

    @Test
    void theUserDecidesBeforeTheDomainAndTheDomainBeforeTheServer() throws Exception {
        say(Scope.server(), "senders", "{'block':[{'sender':'partner.example'}]}");
        assertThat(judged("joe@partner.example", ALICE)).isEqualTo("blocked by server (partner.example)");

        say(DOMAIN, "senders", "{'allow':[{'sender':'partner.example'}]}");
        assertThat(judged("joe@partner.example", ALICE)).isEqualTo("allowed by domain:example.test (partner.example)");

        say(ALICE, "senders", "{'block':[{'sender':'joe@partner.example'}]}");
        assertThat(judged("joe@partner.example", ALICE))
                .isEqualTo("blocked by user:alice@example.test (joe@partner.example)");
        assertThat(judged("jim@partner.example", ALICE)).startsWith("allowed by domain");
        assertThat(judged("joe@partner.example", BOB)).startsWith("allowed by domain");
    }

    @Test
    void inOneScopeTheMoreExactEntryDecidesAndTheBlockWhenBothAreEqual() throws Exception {
        say(
                ALICE,
                "senders",
                "{'allow':[{'sender':'joe@partner.example'},{'sender':'equal.example'}],"
                        + "'block':[{'sender':'partner.example'},{'sender':'equal.example'},{'sender':'*@sub.partner.example'},{'sender':'.open.example'}]}");

        assertThat(judged("joe@partner.example", ALICE)).startsWith("allowed");
        assertThat(judged("jim@partner.example", ALICE)).startsWith("blocked");
        assertThat(judged("x@equal.example", ALICE)).startsWith("blocked");
        assertThat(judged("x@sub.partner.example", ALICE)).startsWith("blocked");
        assertThat(judged("x@a.b.open.example", ALICE)).startsWith("blocked");
        assertThat(judged("x@open.example", ALICE)).isEqualTo("unlisted");
    }

    @Test
    void machinesAreListedByNetworkForServerAndDomain() throws Exception {
        say(Scope.server(), "clients", "{'block':[{'network':'192.0.2.0/24'},{'network':'2001:db8::/32'}]}");
        say(DOMAIN, "clients", "{'allow':[{'network':'192.0.2.7'}]}");

        assertThat(lists.judge(by("192.0.2.1", "joe@x.example"), ALICE).block().inWords())
                .isEqualTo("blocked by server (192.0.2.0/24)");
        assertThat(lists.judge(by("2001:db8::5", "joe@x.example"), ALICE)
                        .block()
                        .blocked())
                .isTrue();
        Judgement office = lists.judge(by("192.0.2.7", "joe@x.example"), ALICE).block();
        assertThat(office.allowed()).isTrue();
        assertThat(office.byName()).isFalse();
        // The machine's address can't be forged, so it needs no proof.
        assertThat(lists.judge(by("192.0.2.7", "joe@x.example"), SenderFacts.NONE, ALICE)
                        .block()
                        .allowed())
                .isTrue();
    }

    @Test
    void aNameIsLetInOnlyWhenItsOwnerStandsForTheMessage() throws Exception {
        say(Scope.server(), "senders", "{'block':[{'sender':'partner.example'}]}");
        say(ALICE, "senders", "{'allow':[{'sender':'joe@partner.example'}]}");
        Stranger joe = from("joe@partner.example");

        Judgement before = lists.judge(joe, ALICE).block();
        assertThat(before.allowed()).isTrue();
        assertThat(before.byName()).isTrue();
        assertThat(lists.judge(joe, facts(Verdict.NONE, "partner.example"), ALICE)
                        .block()
                        .inWords())
                .isEqualTo("blocked by server (partner.example)");
        assertThat(lists.judge(joe, facts(Verdict.PASS, "partner.example"), ALICE)
                        .block()
                        .allowed())
                .isTrue();
        // Somebody else's signature proves nothing about joe.
        assertThat(lists.judge(joe, facts(Verdict.FAIL, "partner.example", "spammer.example"), ALICE)
                        .block()
                        .blocked())
                .isTrue();
        assertThat(lists.judge(joe, facts(Verdict.FAIL, "partner.example", "mail.partner.example"), ALICE)
                        .block()
                        .allowed())
                .isTrue();
    }

    @Test
    void theAuthorCountsLikeTheSender() throws Exception {
        say(ALICE, "senders", "{'allow':[{'sender':'joe@partner.example'}],'block':[{'sender':'jim@spam.example'}]}");

        assertThat(lists.judge(writtenBy("joe@partner.example"), facts(Verdict.NONE, "", "partner.example"), ALICE)
                        .block()
                        .allowed())
                .isTrue();
        assertThat(lists.judge(writtenBy("joe@partner.example"), facts(Verdict.PASS, "list.example"), ALICE)
                        .block()
                        .allowed())
                .isFalse();
        assertThat(lists.judge(writtenBy("jim@spam.example"), facts(Verdict.PASS, "list.example"), ALICE)
                        .block()
                        .blocked())
                .isTrue();
    }

    @Test
    void withoutASenderTheGreetingNamesIt() throws Exception {
        say(ALICE, "senders", "{'allow':[{'sender':'mx.partner.example'}],'block':[{'sender':'.spam.example'}]}");
        Stranger bounce = Stranger.of("198.51.100.1", "MX.partner.example", MaybeSender.nullSender());

        assertThat(lists.judge(bounce, ALICE).block().allowed()).isTrue();
        assertThat(lists.judge(bounce, facts(Verdict.PASS, "mx.partner.example"), ALICE)
                        .block()
                        .allowed())
                .isTrue();
        assertThat(lists.judge(bounce, SenderFacts.NONE, ALICE).block().allowed())
                .isFalse();
        assertThat(lists.judge(
                                Stranger.of(
                                        "198.51.100.1",
                                        "mx.spam.example",
                                        MaybeSender.getMailSender("joe@partner.example")),
                                ALICE)
                        .block()
                        .blocked())
                .isTrue();
        assertThat(lists.judge(Stranger.of("198.51.100.1", "[198.51.100.1]", MaybeSender.nullSender()), ALICE)
                        .block())
                .isEqualTo(Judgement.UNLISTED);
    }

    @Test
    void entriesEnd() throws Exception {
        say(
                ALICE,
                "senders",
                "{'block':[{'sender':'old@x.example','until':'2026-11-25T12:00:00Z'},{'sender':'new@x.example','until':'2026-11-25T12:00:01Z'}]}");

        assertThat(judged("old@x.example", ALICE)).isEqualTo("unlisted");
        assertThat(judged("new@x.example", ALICE)).startsWith("blocked");
    }

    @Test
    void aLockAboveSilencesTheListsBelow() throws Exception {
        say(ALICE, "senders", "{'allow':[{'sender':'partner.example'}],'block':[{'sender':'x.example'}]}");
        settings.lock(DOMAIN, "senders", Set.of("allow")).block();

        assertThat(judged("joe@partner.example", ALICE)).isEqualTo("unlisted");
        assertThat(judged("joe@x.example", ALICE)).startsWith("blocked by user");
    }

    private String judged(String sender, Scope recipient) throws Exception {
        return lists.judge(from(sender), recipient).block().inWords();
    }

    private void say(Scope scope, String section, String json) {
        settings.set(scope, section, SettingsFormat.object(json.replace('\'', '"')))
                .block();
    }

    private static Stranger from(String sender) throws Exception {
        return by("198.51.100.1", sender);
    }

    private static Stranger by(String client, String sender) throws Exception {
        return Stranger.of(client, "mx.somewhere.example", MaybeSender.of(new MailAddress(sender)));
    }

    private static Stranger writtenBy(String author) throws Exception {
        return new Stranger(
                Optional.of("198.51.100.1"),
                Optional.empty(),
                MaybeSender.getMailSender("list-bounces@list.example"),
                List.of(new MailAddress(author)));
    }

    private static SenderFacts facts(Verdict spf, String spfDomain, String... signers) {
        return new SenderFacts(
                Optional.of("198.51.100.1"),
                Optional.empty(),
                spf,
                Optional.of(spfDomain).filter(name -> !name.isEmpty()),
                List.of(signers),
                signers.length > 0 ? Verdict.PASS : Verdict.NONE);
    }
}
