package org.waypost.mailets.forward;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.domainlist.memory.MemoryDomainList;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.rrt.api.RecipientRewriteTableConfiguration;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.rrt.memory.MemoryRecipientRewriteTable;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.apache.mailet.Mailet;
import org.apache.mailet.base.test.FakeMail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.forward.ForwardRules;
import org.waypost.accounts.forward.ForwardSettings;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.policy.forward.Forwarding;
import org.waypost.policy.forward.Srs;
import org.waypost.policy.forward.SrsRules;

/** A server with the domain example.test and the users alice, bob and carol, as far as forwarding sees it. */
public final class ForwardWorld {
    static final String ALICE = "alice@example.test";
    static final String BOB = "bob@example.test";
    static final String DAVE = "dave@example.org";

    private static final SrsRules RULES = new SrsRules(Optional.empty(), Duration.ofDays(21));

    final MemoryUsersRepository users;
    final MemoryRecipientRewriteTable rewrites;
    final MemoryDomainList domains;
    final FakeMailContext context = FakeMailContext.defaultContext();
    final RecordingMetricFactory metrics = new RecordingMetricFactory();
    final Forwarding forwarding;
    final Srs srs;
    private final AccountSettings settings;

    ForwardWorld() throws Exception {
        Clock clock = Clock.systemUTC();
        domains = domains();
        users = MemoryUsersRepository.withVirtualHosting(domains);
        for (String user : List.of(ALICE, BOB, "carol@example.test")) {
            users.addUser(Username.of(user), "secret");
        }
        rewrites = rewrites(domains, users);
        settings = new AccountSettings(
                new Sections(List.of(ForwardSettings.SECTION, ForwardRules.SECTION)),
                new MemorySettingsStore(),
                new ChangeFeed(new MemoryChangeLog(clock), clock));
        srs = srs();
        forwarding = new Forwarding(settings, rewrites, users, domains, srs, RULES);
    }

    /** What forwards by these settings for these users, in the domain example.test. */
    public static Forwarding forwarding(AccountSettings settings, UsersRepository users) {
        try {
            MemoryDomainList domains = domains();
            return new Forwarding(settings, rewrites(domains, users), users, domains, srs(), RULES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemoryDomainList domains() throws Exception {
        MemoryDomainList domains = new MemoryDomainList(null);
        domains.configure(DomainListConfiguration.DEFAULT);
        domains.addDomain(Domain.of("example.test"));
        return domains;
    }

    private static MemoryRecipientRewriteTable rewrites(MemoryDomainList domains, UsersRepository users) {
        MemoryRecipientRewriteTable rewrites = new MemoryRecipientRewriteTable();
        rewrites.setDomainList(domains);
        rewrites.setUsersRepository(users);
        rewrites.setConfiguration(RecipientRewriteTableConfiguration.DEFAULT_ENABLED);
        return rewrites;
    }

    private static Srs srs() {
        return new Srs(content -> digest(content), Clock.systemUTC(), Duration.ofDays(21));
    }

    private static byte[] digest(byte[] content) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(content);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void user(String user, String yaml) {
        settings.set(Scope.user(Username.of(user)), "forward", SettingsFormat.yaml(yaml))
                .block();
    }

    void domain(String yaml) {
        settings.set(Scope.domain(Domain.of("example.test")), "forwardRules", SettingsFormat.yaml(yaml))
                .block();
    }

    MappingSource source(String address) {
        return MappingSource.fromUser(Username.of(address));
    }

    <T extends Mailet> T started(T mailet, String... parameters) throws Exception {
        FakeMailetConfig.Builder config = FakeMailetConfig.builder().mailetContext(context);
        for (int index = 0; index < parameters.length; index += 2) {
            config.setProperty(parameters[index], parameters[index + 1]);
        }
        mailet.init(config.build());
        return mailet;
    }

    static FakeMail mail(String sender, String... recipients) throws Exception {
        return FakeMail.builder()
                .name("Mail1")
                .sender(sender.isEmpty() ? MaybeSender.nullSender() : MaybeSender.of(new MailAddress(sender)))
                .recipients(recipients)
                .mimeMessage(MimeMessageBuilder.mimeMessageBuilder()
                        .setSubject("hello")
                        .setText(new String("the text".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)))
                .build();
    }
}
