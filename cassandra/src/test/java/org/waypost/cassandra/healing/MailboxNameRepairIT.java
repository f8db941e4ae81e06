package org.waypost.cassandra.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.mail.Flags;
import org.apache.james.backends.cassandra.init.configuration.JamesExecutionProfiles.ConsistencyChoice;
import org.apache.james.core.Username;
import org.apache.james.mailbox.cassandra.ids.CassandraId;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxPathV3DAO;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.cassandra.JamesTables;

/** Each test leaves the tables as a stop between two writes would, and looks what a round of healing makes of it. */
class MailboxNameRepairIT {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension(JamesTables.MAILBOX);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final MailboxPath BOOKS = MailboxPath.forUser(MailboxStore.BOB, "Books");
    private static final MailboxPath NOVELS = MailboxPath.forUser(MailboxStore.BOB, "Novels");

    private MailboxStore store;
    private Mailbox books;

    @BeforeEach
    void setUp() {
        store = new MailboxStore(CASSANDRA.session(), Clock.systemUTC());
        books = store.mailbox("Books");
    }

    @Test
    void whatIsRightIsLeftAlone() {
        HealingReport report = heal();

        assertThat(report.namesCorrected()).isZero();
        assertThat(idOf(BOOKS)).isEqualTo(books.getMailboxId());
    }

    @Test
    void aMailboxThatWasMadeButNotNamedGetsItsName() {
        byName().delete(BOOKS).block();

        assertThat(heal().namesCorrected()).isEqualTo(1);

        assertWhole(books, BOOKS);
    }

    @Test
    void anEmptyMailboxWhoseNameAnotherHasIsDropped() {
        byName().delete(BOOKS).block();
        Mailbox second = store.mailbox("Books");

        assertThat(heal().namesCorrected()).isEqualTo(1);

        assertWhole(second, BOOKS);
        assertThat(byId().retrieveMailbox(id(books)).blockOptional()).isEmpty();
        assertThat(names()).containsExactly("Books");
    }

    @Test
    void aMailboxWithMessagesWhoseNameAnotherHasGetsAFreeOne() throws Exception {
        store.add(books, new Flags());
        byName().delete(BOOKS).block();
        Mailbox second = store.mailbox("Books");
        store.mailbox("Recovered Books");

        assertThat(heal().namesCorrected()).isEqualTo(1);

        assertWhole(second, BOOKS);
        assertWhole(books, MailboxPath.forUser(MailboxStore.BOB, "Recovered Books 2"));
        assertThat(names()).containsExactlyInAnyOrder("Books", "Recovered Books", "Recovered Books 2");
    }

    @Test
    void aRenameThatTookTheNewNameOnlyIsUndone() {
        byName().save(new Mailbox(NOVELS, books.getUidValidity(), books.getMailboxId()))
                .block();

        assertThat(heal().namesCorrected()).isEqualTo(1);

        assertWhole(books, BOOKS);
        assertThat(names()).containsExactly("Books");
    }

    @Test
    void aRenameThatLacksTheLastWriteIsFinished() {
        byName().save(new Mailbox(NOVELS, books.getUidValidity(), books.getMailboxId()))
                .block();
        byName().delete(BOOKS).block();

        assertThat(heal().namesCorrected()).isEqualTo(1);

        assertWhole(books, NOVELS);
        assertThat(names()).containsExactly("Novels");
    }

    @Test
    void aMoveToAnotherUserThatLacksTheLastWriteIsFinished() {
        MailboxPath moved = MailboxPath.forUser(Username.of("robert@example.test"), "Books");
        Mailbox renamed = new Mailbox(moved, books.getUidValidity(), books.getMailboxId());
        mapper().rename(renamed).block();
        byId().updatePath(id(books), BOOKS).block();

        assertThat(heal().namesCorrected()).isEqualTo(1);

        assertWhole(books, moved);
        assertThat(names()).isEmpty();
    }

    @Test
    void aNameWithoutAMailboxLeadsToOneAgain() throws Exception {
        store.add(books, new Flags());
        byId().delete(id(books)).block();

        assertThat(heal().namesCorrected()).isEqualTo(1);

        assertWhole(books, BOOKS);
    }

    @Test
    void aDeletedMailboxStaysDeleted() {
        mapper().delete(books).block();

        assertThat(heal().namesCorrected()).isZero();

        assertThat(names()).isEmpty();
    }

    private void assertWhole(Mailbox mailbox, MailboxPath path) {
        assertThat(idOf(path)).isEqualTo(mailbox.getMailboxId());
        Mailbox found = byId().retrieveMailbox(id(mailbox)).block();
        assertThat(found.generateAssociatedPath()).isEqualTo(path);
        assertThat(found.getUidValidity()).isEqualTo(mailbox.getUidValidity());
        assertThat(heal().namesCorrected()).as("a second round finds nothing").isZero();
    }

    private HealingReport heal() {
        HealingReport report = store.healer(PAUSE).heal(HealingReport.Cause.UNCLEAN_STOP);
        assertThat(report.errors()).isEmpty();
        return report;
    }

    private Object idOf(MailboxPath path) {
        return byName().retrieve(path).block().getMailboxId();
    }

    private List<String> names() {
        return byName().listUserMailboxes(BOOKS.getNamespace(), MailboxStore.BOB, ConsistencyChoice.STRONG)
                .map(Mailbox::getName)
                .collectList()
                .block();
    }

    private static CassandraId id(Mailbox mailbox) {
        return (CassandraId) mailbox.getMailboxId();
    }

    private CassandraMailboxMapper mapper() {
        return store.mappers().getMailboxMapper(store.bob());
    }

    private CassandraMailboxDAO byId() {
        return store.get(CassandraMailboxDAO.class);
    }

    private CassandraMailboxPathV3DAO byName() {
        return store.get(CassandraMailboxPathV3DAO.class);
    }
}
