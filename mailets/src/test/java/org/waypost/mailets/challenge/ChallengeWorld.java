package org.waypost.mailets.challenge;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.UserEntityValidator;
import org.apache.james.blob.api.BlobStore;
import org.apache.james.blob.api.BucketName;
import org.apache.james.blob.api.HashBlobId;
import org.apache.james.blob.memory.MemoryBlobStoreDAO;
import org.apache.james.core.Domain;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.domainlist.memory.MemoryDomainList;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.queue.memory.MemoryMailQueueFactory;
import org.apache.james.rrt.api.RecipientRewriteTableConfiguration;
import org.apache.james.rrt.memory.MemoryRecipientRewriteTable;
import org.apache.james.server.blob.deduplication.PassThroughBlobStore;
import org.apache.james.server.core.MailImpl;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.apache.james.util.MimeMessageUtil;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.waypost.accounts.challenge.ChallengeLimits;
import org.waypost.accounts.challenge.ChallengeLinks;
import org.waypost.accounts.challenge.ChallengeSettings;
import org.waypost.accounts.challenge.ChallengeTexts;
import org.waypost.accounts.challenge.ChallengeTokens;
import org.waypost.accounts.challenge.MemoryKnownSenders;
import org.waypost.accounts.challenge.MemoryPendingMailStore;
import org.waypost.accounts.challenge.MemorySentChallenges;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.lease.Leases;
import org.waypost.accounts.lease.MemoryLeases;
import org.waypost.accounts.secrets.MemorySecretStore;
import org.waypost.accounts.secrets.SharedSecret;
import org.waypost.accounts.senders.ClientChoices;
import org.waypost.accounts.senders.SenderChoices;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.notices.NoticeSender;
import org.waypost.policy.recipient.RecipientUsers;
import org.waypost.policy.sender.SenderFacts;
import org.waypost.policy.sender.SenderLists;
import org.waypost.policy.sender.Verdict;
import reactor.core.publisher.Flux;

/** A server's worth of what challenges need, in memory, with a clock that is set by hand; users bob and carol of example.org. */
public final class ChallengeWorld {
    static final Username BOB = Username.of("bob@example.org");
    static final Username CAROL = Username.of("carol@example.org");
    static final String ALICE = "alice@example.net";

    final SetClock clock = new SetClock(Instant.parse("2030-01-31T12:00:00Z"));
    final RecordingMetricFactory metrics = new RecordingMetricFactory();
    final MemoryPendingMailStore pending = new MemoryPendingMailStore();
    final MemoryKnownSenders known = new MemoryKnownSenders();
    final MemorySentChallenges sent = new MemorySentChallenges(clock);
    final Leases leases = new MemoryLeases(clock);
    final MemoryMailQueueFactory queues = new MemoryMailQueueFactory(new RawMailQueueItemDecoratorFactory());
    final MemoryUsersRepository users;
    final MemoryRecipientRewriteTable rewrites = new MemoryRecipientRewriteTable();
    final RecipientUsers recipients;
    final AccountSettings settings;
    final SenderLists lists;
    final ChallengeTokens tokens = new ChallengeTokens(new SharedSecret(new MemorySecretStore(), "challenge"), clock);
    final HashBlobId.Factory blobIds = new HashBlobId.Factory();
    final BlobStore blobs = new PassThroughBlobStore(new MemoryBlobStoreDAO(), BucketName.DEFAULT, blobIds);
    final ChallengeCounts counts = new ChallengeCounts(metrics);
    final NoticeSender notices = new NoticeSender(queues, clock);
    final HeldMail held = new HeldMail(pending, blobs, blobIds, queues, counts, clock);
    final ChallengeOffice office = new ChallengeOffice(pending, known, sent, held, tokens, counts, clock);
    ChallengeLinks links = new ChallengeLinks(Optional.of(URI.create("https://mail.example.org")));
    private int mails;

    public ChallengeWorld() throws Exception {
        MemoryDomainList domains = new MemoryDomainList(null);
        domains.configure(DomainListConfiguration.builder().autoDetect(false).autoDetectIp(false));
        domains.addDomain(Domain.of("example.org"));
        users = MemoryUsersRepository.withVirtualHosting(domains);
        users.addUser(BOB, "secret");
        users.addUser(CAROL, "secret");
        rewrites.setDomainList(domains);
        rewrites.setUsersRepository(users);
        rewrites.setUserEntityValidator(UserEntityValidator.NOOP);
        rewrites.setConfiguration(RecipientRewriteTableConfiguration.DEFAULT_ENABLED);
        recipients = new RecipientUsers(users, rewrites, domains);
        ChangeFeed changes = new ChangeFeed(new MemoryChangeLog(clock), clock);
        settings = new AccountSettings(
                new Sections(List.of(
                        ChallengeSettings.SECTION,
                        ChallengeLimits.SECTION,
                        ChallengeTexts.SECTION,
                        SenderChoices.SECTION,
                        ClientChoices.SECTION)),
                new MemorySettingsStore(),
                changes);
        lists = new SenderLists(settings, changes, clock);
    }

    /** A clock that stands where it was put. */
    static final class SetClock extends Clock {
        private Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("one zone is enough");
        }
    }

    ChallengeWorld say(Scope scope, String section, String json) {
        settings.set(scope, section, SettingsFormat.object(json.replace('\'', '"')))
                .block();
        return this;
    }

    /** Bob asks all unknown senders to confirm. */
    ChallengeWorld bobAsks() {
        return say(Scope.user(BOB), "challenge", "{'mode':'unknown-senders'}");
    }

    /** The step that holds mail. */
    public Challenge step() throws MessagingException {
        Challenge step = new Challenge(users, recipients, settings, known, lists, held, issuer(), office);
        step.init(FakeMailetConfig.builder()
                .mailetContext(FakeMailContext.defaultContext())
                .build());
        return step;
    }

    ChallengeIssuer issuer() {
        return new ChallengeIssuer(sent, settings, tokens, links, notices, counts, clock);
    }

    /** The step that takes answers. */
    public ConfirmByReply replies() {
        return new ConfirmByReply(office, recipients);
    }

    /** The step that notes correspondents. */
    public RememberCorrespondents correspondents() {
        return new RememberCorrespondents(known, clock);
    }

    ChallengeRounds rounds() {
        return new ChallengeRounds(
                pending, held, office, settings, leases, recipients, tokens, links, notices, counts, clock);
    }

    /** A mail of a person whose domain passes SPF. */
    MailImpl mail(String from, String to) throws Exception {
        return mail(from, from, to, "Subject: Hello\r\n", passes(from));
    }

    static SenderFacts passes(String address) {
        return facts(Verdict.PASS, address.substring(address.indexOf('@') + 1));
    }

    static SenderFacts facts(Verdict spf, String domain, String... signers) {
        return new SenderFacts(
                Optional.of("192.0.2.7"),
                Optional.empty(),
                spf,
                Optional.of(domain),
                List.of(signers),
                signers.length > 0 ? Verdict.PASS : Verdict.NONE);
    }

    /** A mail; an empty envelope sender is the null one. */
    MailImpl mail(String envelope, String from, String to, String fields, SenderFacts facts) throws Exception {
        String text = (from.isEmpty() ? "" : "From: " + from + "\r\n") + "To: " + to + "\r\n" + "Message-ID: <"
                + ++mails + "@example.net>\r\n" + fields + "\r\nNumber " + mails + ".\r\n";
        MailImpl mail = MailImpl.builder()
                .name("mail-" + mails)
                .sender(envelope.isEmpty() ? MaybeSender.nullSender() : MaybeSender.getMailSender(envelope))
                .addRecipient(to)
                .remoteHost("mx.example.net")
                .remoteAddr("192.0.2.7")
                .addAttribute(
                        new Attribute(AttributeName.of("org.waypost.queue.id"), AttributeValue.of("mail-" + mails)))
                .mimeMessage(MimeMessageUtil.mimeMessageFromBytes(text.getBytes(StandardCharsets.UTF_8)))
                .build();
        facts.attach(mail);
        return mail;
    }

    /** All that is in the queue now, taken out. */
    List<Mail> queued() throws Exception {
        MailQueue spool = queues.createQueue(MailQueueFactory.SPOOL);
        List<Mail> taken = new ArrayList<>();
        while (((org.apache.james.queue.api.ManageableMailQueue) spool).getSize() > 0) {
            MailQueue.MailQueueItem item = Flux.from(spool.deQueue()).blockFirst(Duration.ofSeconds(10));
            item.done(MailQueue.MailQueueItem.CompletionStatus.SUCCESS);
            taken.add(item.getMail());
        }
        return taken;
    }

    static String header(Mail mail, String name) throws MessagingException {
        return mail.getMessage().getHeader(name, null);
    }

    static String text(Mail mail) throws Exception {
        return MimeMessageUtil.asString(mail.getMessage());
    }
}
