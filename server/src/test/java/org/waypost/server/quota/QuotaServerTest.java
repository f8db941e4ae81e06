package org.waypost.server.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Domain;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.lmtpserver.netty.LMTPServerFactory;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mailetcontainer.impl.MatcherConfigImpl;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.server.core.MailImpl;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.Scope;
import org.waypost.matchers.quota.OverQuota;
import org.waypost.matchers.quota.QuotaAbove;
import org.waypost.policy.forward.Forwarding;
import org.waypost.policy.quota.DomainUse;
import org.waypost.policy.quota.DomainUseStore;
import org.waypost.policy.quota.MailboxRoom;
import org.waypost.policy.quota.RecipientRoom;
import org.waypost.policy.quota.Use;
import org.waypost.policy.recipient.RecipientUsers;
import org.waypost.protocols.smtp.QuotaHook;
import reactor.core.publisher.Mono;

/** Limits of users and domains, over SMTP, LMTP and IMAP. */
@Tag("feature-2")
class QuotaServerTest extends QuotaServer {
    @ParameterizedTest
    @CsvSource({"452, 452 4.2.2 The mailbox is full", "552, 552 5.2.2 The mailbox is full"})
    @Tag("feature-129")
    void aFullMailboxIsRefusedAtRcptWithTheCodeOfTheDomain(int code, String answer) throws Exception {
        count(bob, 1);
        set(Scope.domain(Domain.of(domain)), "quota", "{\"code\": " + code + "}");
        deliver(bob, "fits", 100);
        used(bob, 1);

        assertThat(rcpt("", bob.asString())).isEqualTo(answer);
        assertThat(rcpt("", alice.asString())).startsWith("250");
        try (Lines client = new Lines(port(LMTPServerFactory.class))) {
            client.ask("LHLO client.example");
            client.ask("MAIL FROM:<stranger@far.example>");
            assertThat(client.ask("RCPT TO:<" + bob.asString() + ">")).isEqualTo(answer);
        }
    }

    @Test
    void theTextIsThatOfTheUserAndARefusalMayBeOff() throws Exception {
        count(bob, 0);
        set(Scope.user(bob), "quota", "{\"text\": \"Bob is on a long journey\", \"code\": 552}");

        assertThat(rcpt("", bob.asString())).isEqualTo("552 5.2.2 Bob is on a long journey");

        set(Scope.user(bob), "quota", "{\"refuse\": false}");
        assertThat(rcpt("", bob.asString())).startsWith("250");
    }

    @Test
    @Tag("feature-129")
    void theDefaultOfTheDomainHoldsForUsersWithoutOne() throws Exception {
        server.get(MaxQuotaManager.class).setDomainMaxMessage(Domain.of(domain), QuotaCountLimit.count(0));

        assertThat(rcpt("", bob.asString())).startsWith("452");
        count(bob, 5);
        assertThat(rcpt("", bob.asString())).startsWith("250");
        assertThat(rcpt("", alice.asString())).startsWith("452");
    }

    @Test
    void theDeclaredSizeCountsAndMayGoAboveByTheGrace() throws Exception {
        size(bob, 100_000);

        assertThat(rcpt(" SIZE=105000", bob.asString())).startsWith("250");
        assertThat(rcpt(" SIZE=105001", bob.asString())).startsWith("452 4.2.2");
        set(Scope.user(bob), "quota", "{\"grace\": 0}");
        assertThat(rcpt(" SIZE=100000", bob.asString())).startsWith("250");
        assertThat(rcpt(" SIZE=100001", bob.asString())).startsWith("452 4.2.2");
    }

    @Test
    void aSizeThatWasRefusedDoesNotCountForTheNextMail() throws Exception {
        size(bob, 1000);
        try (Lines client = new Lines(port(SMTPServerFactory.class))) {
            client.ask("EHLO client.example");
            assertThat(client.ask("MAIL FROM:<not an address> SIZE=5000")).startsWith("50");
            assertThat(client.ask("MAIL FROM:<stranger@far.example>")).startsWith("250");
            assertThat(client.ask("RCPT TO:<" + bob.asString() + ">")).startsWith("250");
        }
    }

    @Test
    void mailWithinTheGraceIsStoredAndAppendIsNotGivenIt() throws Exception {
        size(bob, 10_000);
        set(Scope.user(bob), "quota", "{\"grace\": 50}");
        set(Scope.user(bob), "quotaWarnings", "{\"enabled\": false}");
        deliver(bob, "first", 9_000);
        used(bob, 1);

        assertThat(append(bob, "Subject: no\r\n\r\n" + body(2_000)))
                .startsWith("a NO")
                .contains("OVERQUOTA");
        deliver(bob, "within the grace", 2_000);
    }

    @Test
    void aStoreThatDoesNotAnswerHoldsNobodyUp() throws Exception {
        count(bob, 0);
        AccountSettings settings = server.get(AccountSettings.class);
        RecipientRoom silent = new RecipientRoom(
                server.get(RecipientUsers.class),
                server.get(Forwarding.class),
                new MailboxRoom(
                        played(QuotaManager.class, Mono.never()),
                        server.get(UserQuotaRootResolver.class),
                        server.get(DomainUse.class),
                        settings),
                settings);
        RecordingMetricFactory metrics = new RecordingMetricFactory();

        HookResult result = new QuotaHook(Optional.of(silent), metrics)
                .doRcpt(played(SMTPSession.class, Optional.empty()), MaybeSender.nullSender(), bob.asMailAddress());

        assertThat(result).isEqualTo(HookResult.DECLINED);
        assertThat(metrics.countFor("quotaChecksUnanswered")).isEqualTo(1);
    }

    /** Answers everything alike. */
    private static <T> T played(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer));
    }

    @Test
    void anAliasIsRefusedWhenAllItsUsersAreFull() throws Exception {
        RecipientRewriteTable rewrites = server.get(RecipientRewriteTable.class);
        MappingSource team = MappingSource.fromUser("team", Domain.of(domain));
        rewrites.addGroupMapping(team, alice.asString());
        rewrites.addGroupMapping(team, bob.asString());
        count(bob, 0);

        assertThat(rcpt("", "team@" + domain)).startsWith("250");
        count(alice, 0);
        assertThat(rcpt("", "team@" + domain)).startsWith("452 4.2.2");
    }

    @Test
    void aFullMailboxThatIsForwardedWithoutACopyIsNotRefused() throws Exception {
        count(bob, 0);
        RecipientRewriteTable rewrites = server.get(RecipientRewriteTable.class);
        MappingSource source = MappingSource.fromUser(bob);
        rewrites.addForwardMapping(source, "bob@far.example");

        assertThat(rcpt("", bob.asString())).startsWith("250");
        rewrites.addForwardMapping(source, bob.asString());
        assertThat(rcpt("", bob.asString())).startsWith("452 4.2.2");
        rewrites.removeForwardMapping(source, bob.asString());
        rewrites.removeForwardMapping(source, "bob@far.example");

        set(Scope.user(bob), "forward", "{\"targets\": [\"bob@far.example\"], \"keepCopy\": false}");
        assertThat(rcpt("", bob.asString())).startsWith("250");
        set(Scope.user(bob), "forward", "{\"keepCopy\": true}");
        assertThat(rcpt("", bob.asString())).startsWith("452 4.2.2");
    }

    @Test
    void theTotalOfADomainReachedByOneUserHoldsForAnotherInEveryProtocol() throws Exception {
        set(Scope.domain(Domain.of(domain)), "domainQuota", "{\"size\": 10000}");
        deliver(alice, "nearly all", 9_000);
        used(alice, 1);

        assertThat(append(bob, "Subject: too much\r\n\r\n" + body(2_000)))
                .startsWith("a NO")
                .contains("OVERQUOTA");
        assertThat(rcpt(" SIZE=2000", bob.asString())).startsWith("452 4.2.2");
        assertThat(append(bob, "Subject: fits\r\n\r\n" + body(100))).startsWith("a OK");

        set(Scope.domain(Domain.of(domain)), "domainQuota", "{\"size\": -1, \"count\": 2}");
        used(bob, 1);
        assertThat(rcpt("", bob.asString())).startsWith("452 4.2.2");
        assertThat(append(alice, "Subject: a\r\n\r\na")).startsWith("a NO");

        deleteAll(alice);
        Awaitility.await().until(() -> rcpt("", bob.asString()).startsWith("250"));
        assertThat(append(bob, "Subject: b\r\n\r\nb")).startsWith("a OK");
    }

    @Test
    void matchersPickRecipientsByTheRoomTheyHave() throws Exception {
        OverQuota over = server.get(OverQuota.class);
        QuotaAbove above = server.get(QuotaAbove.class);
        MatcherConfigImpl half = new MatcherConfigImpl();
        half.setMatcherName("QuotaAbove");
        half.setCondition("50%");
        above.init(half);
        size(bob, 10_000);
        MailImpl mail = MailImpl.builder()
                .name("mail")
                .sender("stranger@far.example")
                .addRecipients(alice.asMailAddress(), bob.asMailAddress())
                .mimeMessage(parsed("Subject: large\r\n\r\n" + body(6_000)))
                .build();

        assertThat(over.match(mail)).isEmpty();
        assertThat(above.match(mail)).isEmpty();
        deliver(bob, "more than half", 6_000);
        used(bob, 1);
        assertThat(over.match(mail)).containsExactly(bob.asMailAddress());
        assertThat(above.match(mail)).containsExactly(bob.asMailAddress());
        size(bob, 1_000_000);
        assertThat(over.match(mail)).isEmpty();
        assertThat(above.match(mail)).isEmpty();
    }

    @Test
    void aLostCountIsSetRight() throws Exception {
        deliver(alice, "one", 500);
        used(alice, 1);
        Use right = server.get(DomainUse.class).of(alice).block();
        DomainUse use = server.get(DomainUse.class);
        Domain of = Domain.of(domain);
        Awaitility.await().until(() -> use.of(of).block().equals(right));

        Mono.from(server.get(DomainUseStore.class).add(of, new Use(7, -300))).block();
        assertThat(use.of(of).block()).isNotEqualTo(right);
        assertThat(use.recount(Set.of(of), Duration.ofDays(1)).block())
                .as("it was counted a moment ago")
                .isEmpty();
        assertThat(use.recount(Set.of(of), Duration.ZERO).block()).containsExactly(of);

        assertThat(use.of(of).block()).isEqualTo(right);
    }
}
