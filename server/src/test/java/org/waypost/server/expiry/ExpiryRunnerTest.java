package org.waypost.server.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.mail.Flags;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.mock.SimpleDomainList;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageManager.AppendCommand;
import org.apache.james.mailbox.inmemory.manager.InMemoryIntegrationResources;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.task.Task;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.waypost.accounts.changes.ChangeFeed;
import org.waypost.accounts.changes.MemoryChangeLog;
import org.waypost.accounts.expiry.Expiry;
import org.waypost.accounts.expiry.ExpiryCount;
import org.waypost.accounts.expiry.ExpiryRun;
import org.waypost.accounts.expiry.ExpiryRuns;
import org.waypost.accounts.expiry.MemoryExpiryRuns;
import org.waypost.accounts.lease.MemoryLeases;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.settings.MemorySettingsStore;
import org.waypost.accounts.settings.Scope;
import org.waypost.accounts.settings.Sections;
import org.waypost.accounts.settings.SettingsFormat;
import org.waypost.webadmin.expiry.ExpiryControl;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The expiry over James' mailboxes in memory. */
@Tag("feature-133")
class ExpiryRunnerTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Domain DOMAIN = Domain.of("example.test");
    private static final Username ALICE = Username.of("alice@example.test");
    private static final Username BOB = Username.of("bob@example.test");
    private static final Username CAROL = Username.of("carol@other.test");

    private final MemoryLeases leases = new MemoryLeases(CLOCK);
    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private final StoreThatDies runs = new StoreThatDies();
    private final AccountSettings settings = new AccountSettings(
            new Sections(Set.of(Expiry.SECTION)),
            new MemorySettingsStore(),
            new ChangeFeed(new MemoryChangeLog(CLOCK), CLOCK));
    private MailboxManager mailboxes;
    private MemoryUsersRepository users;

    /** Fails for a while after some writes, as a store does whose server is killed. */
    private static final class StoreThatDies implements ExpiryRuns {
        private final MemoryExpiryRuns runs = new MemoryExpiryRuns();
        private final List<Long> removed = new ArrayList<>();
        private int countsLeft = Integer.MAX_VALUE;

        @Override
        public Mono<Void> write(ExpiryRun run) {
            return runs.write(run);
        }

        @Override
        public Flux<ExpiryRun> newest(int most) {
            return runs.newest(most);
        }

        @Override
        public Mono<Void> write(UUID run, ExpiryCount count) {
            removed.add(count.removed());
            return countsLeft-- > 0 ? runs.write(run, count) : Mono.error(new IllegalStateException("killed"));
        }

        @Override
        public Flux<ExpiryCount> counts(UUID run) {
            return runs.counts(run);
        }
    }

    @BeforeEach
    void setUp() throws Exception {
        mailboxes = InMemoryIntegrationResources.defaultResources().getMailboxManager();
        SimpleDomainList domains = new SimpleDomainList();
        domains.addDomain(DOMAIN);
        domains.addDomain(Domain.of("other.test"));
        users = MemoryUsersRepository.withVirtualHosting(domains);
        for (Username user : List.of(ALICE, BOB, CAROL)) {
            users.addUser(user, "secret");
        }
    }

    private ExpiryRunner runner() {
        return runner(1000);
    }

    private ExpiryRunner runner(int batch) {
        return runner(batch, 1_000_000, CLOCK);
    }

    private ExpiryRunner runner(int batch, int mostPerSecond, Clock clock) {
        ExpiryOptions options = new ExpiryOptions(OptionalInt.of(3), batch, mostPerSecond);
        return new ExpiryRunner(
                users, new ExpiryEngine(settings, mailboxes, runs, options, clock, metrics), runs, leases, CLOCK);
    }

    private void set(Scope scope, String json) {
        settings.set(scope, "expiry", SettingsFormat.object(json.replace('\'', '"')))
                .block();
    }

    private void append(Username user, String folder, int days, Flags flags) throws Exception {
        MailboxSession session = mailboxes.createSystemSession(user);
        MailboxPath path = MailboxPath.forUser(user, folder);
        if (!Mono.from(mailboxes.mailboxExists(path, session)).block()) {
            mailboxes.createMailbox(path, session);
        }
        // A second beyond the day: exactly at the border nothing is older.
        Date date = Date.from(NOW.minus(Duration.ofDays(days)).minusSeconds(1));
        mailboxes
                .getMailbox(path, session)
                .appendMessage(
                        AppendCommand.builder()
                                .withInternalDate(date)
                                .withFlags(flags)
                                .build(("Subject: " + days + " days\r\n\r\n").getBytes(StandardCharsets.US_ASCII)),
                        session);
    }

    private void append(Username user, String folder, int... days) throws Exception {
        for (int each : days) {
            append(user, folder, each, new Flags());
        }
    }

    private List<Long> ages(Username user, String folder) throws Exception {
        MailboxSession session = mailboxes.createSystemSession(user);
        MessageManager messages = mailboxes.getMailbox(MailboxPath.forUser(user, folder), session);
        List<Long> ages = new ArrayList<>();
        for (MessageResult message : Flux.from(
                        messages.getMessagesReactive(MessageRange.all(), FetchGroup.MINIMAL, session))
                .toIterable()) {
            ages.add(
                    Duration.between(message.getInternalDate().toInstant(), NOW).toDays());
        }
        return ages;
    }

    private ExpiryRun run(boolean dry) {
        return runner().run(ExpiryRunner.ADMINISTRATOR, dry, left -> true).orElseThrow();
    }

    private ExpiryControl.Report report() {
        return new ExpiryOnRequest(runner(), runs).reports().get(0);
    }

    @Test
    void foldersOfUserDomainAndServerAreEmptiedByTheirRules() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'\\\\Trash','days':30}]}");
        set(Scope.domain(DOMAIN), "{'rules':[{'folder':'\\\\Trash','days':7},{'folder':'*','days':365}]}");
        set(Scope.user(BOB), "{'rules':[{'folder':'Lists.*','days':2}]}");
        append(ALICE, "INBOX", 400, 366, 100, 1);
        append(ALICE, "Trash", 31, 8, 6);
        append(BOB, "INBOX", 400);
        append(BOB, "Lists.debian", 3, 1);
        append(CAROL, "Trash", 31, 8);

        assertThat(run(false).outcome()).isEqualTo("done");

        assertThat(ages(ALICE, "INBOX")).containsExactly(100L, 1L);
        assertThat(ages(ALICE, "Trash")).containsExactly(6L);
        assertThat(ages(BOB, "INBOX")).containsExactly(400L);
        assertThat(ages(BOB, "Lists.debian")).containsExactly(1L);
        assertThat(ages(CAROL, "Trash")).containsExactly(8L);
        assertThat(report().domains())
                .containsEntry("example.test", new ExpiryControl.Counts(5, 5, 5))
                .containsEntry("other.test", new ExpiryControl.Counts(1, 1, 1));
        assertThat(metrics.countFor("expiredMessages")).isEqualTo(6);
    }

    @Test
    void aLongRunTellsHowFarItIs() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'INBOX','days':30}]}");
        append(ALICE, "INBOX", 50, 51, 52, 53, 54, 55, 56, 57, 58);
        runner(1, 1_000_000, slow()).run(ExpiryRunner.ADMINISTRATOR, false, left -> true);

        assertThat(runs.removed).containsExactly(0L, 4L, 8L, 9L, 9L);
    }

    @Test
    void noMoreThanIsAllowedInASecondIsDeletedBeforeTheRunShowsThatItLives() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'INBOX','days':30}]}");
        append(ALICE, "INBOX", 50, 51, 52, 53, 54);

        runner(100, 2, slow()).run(ExpiryRunner.ADMINISTRATOR, false, left -> true);

        assertThat(runs.removed).containsExactly(0L, 2L, 4L, 5L, 5L);
        assertThat(ages(ALICE, "INBOX")).isEmpty();
    }

    /** Some seconds go by between two looks at it. */
    private static Clock slow() {
        AtomicLong looks = new AtomicLong();
        InstantSource source = () -> NOW.plusSeconds(3 * looks.incrementAndGet());
        return source.withZone(ZoneOffset.UTC);
    }

    @Test
    void flaggedAndUnreadMessagesStayWhereTheRuleSaysSo() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'*','days':30,'keepFlagged':true,'keepUnread':true}]}");
        append(ALICE, "INBOX", 50, new Flags());
        append(ALICE, "INBOX", 60, new Flags(Flags.Flag.SEEN));
        Flags flagged = new Flags(Flags.Flag.FLAGGED);
        flagged.add(Flags.Flag.SEEN);
        append(ALICE, "INBOX", 70, flagged);

        run(false);

        assertThat(ages(ALICE, "INBOX")).containsExactly(50L, 70L);
    }

    @Test
    void aDryRunCountsWhatARunThenRemoves() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'*','days':30}]}");
        append(ALICE, "INBOX", 50, 40, 20);
        append(CAROL, "INBOX", 60);

        run(true);
        ExpiryControl.Report dry = report();
        assertThat(ages(ALICE, "INBOX")).hasSize(3);
        assertThat(dry.dry()).isTrue();
        assertThat(dry.all()).isEqualTo(new ExpiryControl.Counts(3, 3, 0));

        run(false);
        assertThat(report().all()).isEqualTo(new ExpiryControl.Counts(3, 3, 3));
        assertThat(ages(ALICE, "INBOX")).containsExactly(20L);
        assertThat(ages(CAROL, "INBOX")).isEmpty();
    }

    @Test
    void aHoldOfADomainCanNotBeLiftedByItsUsers() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'*','days':30}]}");
        set(Scope.domain(DOMAIN), "{'hold':true}");
        set(Scope.user(ALICE), "{'hold':false,'rules':[{'folder':'*','days':1}]}");
        append(ALICE, "INBOX", 50);
        append(CAROL, "INBOX", 50);

        run(false);

        assertThat(ages(ALICE, "INBOX")).hasSize(1);
        assertThat(ages(CAROL, "INBOX")).isEmpty();
    }

    @Test
    void aHoldOfTheServerHoldsForAll() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'*','days':30}],'hold':true}");
        set(Scope.domain(DOMAIN), "{'hold':false}");
        append(ALICE, "INBOX", 50);

        run(false);

        assertThat(ages(ALICE, "INBOX")).hasSize(1);
    }

    @Test
    void atMostSoManyAreDeletedInOneRunTheOldestFirst() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'*','days':30,'most':2}]}");
        append(ALICE, "INBOX", 40, 70, 50, 60);

        run(false);
        assertThat(ages(ALICE, "INBOX")).containsExactly(40L, 50L);
        assertThat(report().all()).isEqualTo(new ExpiryControl.Counts(4, 2, 2));

        run(false);
        assertThat(ages(ALICE, "INBOX")).isEmpty();
    }

    @Test
    void aRunThatDiedGoesOnAndCountsRightly() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'*','days':30,'most':3}]}");
        append(ALICE, "INBOX", 50, 51, 52, 53, 54);
        append(BOB, "INBOX", 50, 51);
        // One count is written, then all of the folder is deleted, then the store fails.
        runs.countsLeft = 1;
        assertThatThrownBy(() -> run(false)).hasMessageContaining("killed");
        assertThat(ages(ALICE, "INBOX")).hasSize(2);
        assertThat(report().outcome()).isEqualTo("unfinished");
        runs.countsLeft = Integer.MAX_VALUE;

        ExpiryRun end = run(false);

        assertThat(end.outcome()).isEqualTo("done");
        assertThat(ages(ALICE, "INBOX")).hasSize(2);
        assertThat(ages(BOB, "INBOX")).isEmpty();
        assertThat(report().all()).isEqualTo(new ExpiryControl.Counts(7, 5, 5));
        assertThat(runs.newest(9).collectList().block()).hasSize(1);
    }

    @Test
    void usersWhoAreDoneAreNotLookedAtAgain() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'*','days':30}]}");
        append(ALICE, "INBOX", 50);
        append(BOB, "INBOX", 50);
        runs.countsLeft = 3;
        assertThatThrownBy(() -> run(false)).hasMessageContaining("killed");
        assertThat(runner().left()).map(ExpiryRun::position).contains(ALICE.asString());
        append(ALICE, "INBOX", 60);
        runs.countsLeft = Integer.MAX_VALUE;

        run(false);

        assertThat(ages(ALICE, "INBOX")).containsExactly(60L);
        assertThat(ages(BOB, "INBOX")).isEmpty();
    }

    @Test
    void whileAnotherServerRunsNothingIsDone() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'*','days':30}]}");
        append(ALICE, "INBOX", 50);
        leases.take("expiry", "another server", Duration.ofMinutes(1)).block();

        assertThat(runner().run(ExpiryRunner.SCHEDULE, false, left -> true)).isEmpty();

        assertThat(ages(ALICE, "INBOX")).hasSize(1);
        assertThat(runs.newest(9).collectList().block()).isEmpty();
    }

    @Test
    void theRightIsGivenBackAtTheEnd() {
        run(false);

        assertThat(leases.take("expiry", "another server", Duration.ofMinutes(1))
                        .block())
                .isTrue();
    }

    @Test
    void aCancelledRunEndsAndDoesNotGoOn() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'*','days':30}]}");
        append(ALICE, "INBOX", 50);

        Thread.currentThread().interrupt();
        Optional<ExpiryRun> end = Optional.empty();
        try {
            end = cancelledBefore();
        } finally {
            Thread.interrupted();
        }

        assertThat(end).map(ExpiryRun::outcome).contains("cancelled");
        assertThat(runner().left()).isEmpty();
        assertThat(ages(ALICE, "INBOX")).hasSize(1);
    }

    private Optional<ExpiryRun> cancelledBefore() {
        return runner().run(ExpiryRunner.ADMINISTRATOR, false, left -> true);
    }

    @Test
    void nothingIsDeletedBeforeItsTime() throws Exception {
        set(Scope.server(), "{'rules':[{'folder':'INBOX','days':30}]}");
        append(ALICE, "INBOX", 29);

        assertThat(new ExpiryTask(runner(), ExpiryRunner.ADMINISTRATOR, false, left -> true, () -> {}).run())
                .isEqualTo(Task.Result.COMPLETED);

        assertThat(ages(ALICE, "INBOX")).containsExactly(29L);
        assertThat(report().all()).isEqualTo(new ExpiryControl.Counts(0, 0, 0));
    }
}
