package org.waypost.matchers.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import org.apache.james.UserEntityValidator;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.domainlist.memory.MemoryDomainList;
import org.apache.james.rrt.api.RecipientRewriteTableConfiguration;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.rrt.memory.MemoryRecipientRewriteTable;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.apache.mailet.Mail;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMatcherConfig;
import org.junit.jupiter.api.BeforeEach;
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
import org.waypost.policy.recipient.RecipientUsers;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.SenderLists;
import org.waypost.policy.sender.Verdict;

@Tag("feature-60")
@Tag("feature-61")
@Tag("feature-75")
@Tag("feature-76")
class SenderMatchersTest {
    private final Clock clock = Clock.systemUTC();
    private final ChangeFeed changes = new ChangeFeed(new MemoryChangeLog(clock), clock);
    private final AccountSettings settings = new AccountSettings(
            new Sections(List.of(SenderChoices.SECTION, ClientChoices.SECTION)), new MemorySettingsStore(), changes);
    private final SenderLists lists = new SenderLists(settings, changes, clock);
    private RecipientUsers users;

    @BeforeEach
    void accounts() throws Exception {
        MemoryDomainList domains = new MemoryDomainList(null);
        domains.configure(DomainListConfiguration.builder()
                .autoDetect(false)
                .autoDetectIp(false)
                .build());
        domains.addDomain(Domain.of("example.test"));
        MemoryUsersRepository repository = MemoryUsersRepository.withVirtualHosting(domains);
        repository.addUser(Username.of("alice@example.test"), "secret");
        repository.addUser(Username.of("bob@example.test"), "secret");
        MemoryRecipientRewriteTable rewrites = new MemoryRecipientRewriteTable();
        rewrites.setDomainList(domains);
        rewrites.setUsersRepository(repository);
        rewrites.setUserEntityValidator(UserEntityValidator.NOOP);
        rewrites.setConfiguration(RecipientRewriteTableConfiguration.DEFAULT_ENABLED);
        rewrites.addAliasMapping(MappingSource.fromUser("ally", Domain.of("example.test")), "alice@example.test");
        users = new RecipientUsers(repository, rewrites, domains);
    }

    @Test
    void onlyWhoBlocksASenderIsMatchedAlsoByAnAlias() throws Exception {
        say("alice@example.test", "{'block':[{'sender':'*@spam.test'}]}");

        assertThat(new SenderBlocked(lists, users).match(mail(facts(Verdict.PASS), "joe@spam.test")))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("alice@example.test", "ally@example.test");
        assertThat(new SenderBlocked(lists, users).match(mail(facts(Verdict.PASS), "joe@good.test")))
                .isEmpty();
    }

    @Test
    void anAllowedSenderIsMatchedOnlyWhenTheNameIsProved() throws Exception {
        say("bob@example.test", "{'allow':[{'sender':'joe@good.test'}]}");

        assertThat(new SenderAllowed(lists, users).match(mail(facts(Verdict.PASS), "joe@good.test")))
                .extracting(Object::toString)
                .containsExactly("bob@example.test");
        assertThat(new SenderAllowed(lists, users).match(mail(facts(Verdict.FAIL), "joe@good.test")))
                .isEmpty();
    }

    @Test
    void verifiedAndFailedGoByTheFactsAndNothingElse() throws Exception {
        assertMatches(facts(Verdict.PASS), true, false);
        assertMatches(facts(Verdict.FAIL), false, true);
        assertMatches(facts(Verdict.SOFTFAIL), false, true);
        assertMatches(facts(Verdict.TEMPERROR), false, false);
        assertMatches(SenderFacts.NONE, false, false);
    }

    private void assertMatches(SenderFacts facts, boolean verified, boolean fails) throws Exception {
        Mail mail = mail(facts, "joe@good.test");
        Matcher verifiedMatcher = new SenderVerified();
        Matcher failsMatcher = new SenderFails();
        for (Matcher matcher : List.of(verifiedMatcher, failsMatcher)) {
            matcher.init(FakeMatcherConfig.builder().matcherName("Sender").build());
        }

        assertThat(verifiedMatcher.match(mail).isEmpty()).isNotEqualTo(verified);
        assertThat(failsMatcher.match(mail).isEmpty()).isNotEqualTo(fails);
    }

    private void say(String user, String json) {
        settings.set(Scope.user(Username.of(user)), "senders", SettingsFormat.object(json.replace('\'', '"')))
                .block();
    }

    private static SenderFacts facts(Verdict spf) {
        return new SenderFacts(
                Optional.of("192.0.2.1"), Optional.empty(), spf, Optional.of("good.test"), List.of(), Verdict.NONE);
    }

    private static Mail mail(SenderFacts facts, String sender) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setText("hello");
        FakeMail mail = FakeMail.builder()
                .name("mail")
                .sender(sender)
                .recipients("alice@example.test", "ally@example.test", "bob@example.test")
                .mimeMessage(message)
                .build();
        facts.attach(mail);
        return mail;
    }
}
