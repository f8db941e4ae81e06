package org.waypost.cassandra.healing;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.backends.cassandra.init.configuration.CassandraConfiguration;
import org.apache.james.mailbox.cassandra.mail.ACLMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxMapper;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxPathV3DAO;
import org.apache.james.mailbox.cassandra.mail.CassandraUserMailboxRightsDAO;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import org.apache.james.util.concurrency.ConcurrentTestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;
import org.waypost.cassandra.JamesTables;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** A mailbox that is made while others look for it keeps its name. */
class MailboxCreationIT {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension(JamesTables.MAILBOX);

    private static final UidValidity UID_VALIDITY = UidValidity.of(42);
    private static final int MAILBOXES = 200;
    private static final int CREATORS = 8;
    private static final Duration LONG = Duration.ofMinutes(1);

    private MailboxStore store;

    @BeforeEach
    void setUp() {
        store = new MailboxStore(session(), Clock.systemUTC());
    }

    @Test
    void stockMapperDropsTheNameOfAMailboxThatIsJustBeingMade() throws Exception {
        CassandraMailboxMapper stock = new CassandraMailboxMapper(
                store.get(CassandraMailboxDAO.class),
                names(),
                store.get(CassandraUserMailboxRightsDAO.class),
                store.get(ACLMapper.class),
                // One read in ten by default; each, so that a test sees it soon.
                CassandraConfiguration.builder().mailboxReadRepair(1).build());

        assertThat(lostWhileMade(stock)).isNotEmpty();
    }

    @Test
    void ourMapperKeepsTheNameOfAMailboxThatIsJustBeingMade() throws Exception {
        assertThat(lostWhileMade(mapper())).isEmpty();
    }

    /** Mailboxes without a name after they were made, each looked for without pause meanwhile; ends with the first. */
    private List<String> lostWhileMade(CassandraMailboxMapper mapper) throws Exception {
        for (int i = 0; i < MAILBOXES; i++) {
            MailboxPath path = MailboxPath.forUser(MailboxStore.BOB, "box" + i);
            AtomicBoolean made = new AtomicBoolean();
            ConcurrentTestRunner.builder()
                    .operation((thread, step) -> {
                        if (thread == 0) {
                            mapper.create(path, UID_VALIDITY).block();
                            made.set(true);
                            return;
                        }
                        while (!made.get()) {
                            mapper.findMailboxByPath(path).block();
                        }
                    })
                    .threadCount(3)
                    .operationCount(1)
                    .runSuccessfullyWithin(LONG);
            if (names().retrieve(path).blockOptional().isEmpty()) {
                return List.of(path.getName());
            }
        }
        return List.of();
    }

    @Test
    void ofManyWhoMakeTheSameMailboxOneSucceedsAndNoneLeavesAnythingBehind() throws Exception {
        MailboxPath inbox = MailboxPath.inbox(MailboxStore.BOB);
        Queue<Mailbox> made = new ConcurrentLinkedQueue<>();
        Queue<Throwable> refused = new ConcurrentLinkedQueue<>();

        ConcurrentTestRunner.builder()
                .operation((thread, step) -> mapper().create(inbox, UID_VALIDITY)
                        .doOnNext(made::add)
                        .doOnError(refused::add)
                        .onErrorComplete()
                        .block())
                .threadCount(CREATORS)
                .operationCount(1)
                .runSuccessfullyWithin(LONG);

        assertThat(made).hasSize(1);
        assertThat(refused).hasSize(CREATORS - 1).allMatch(e -> Exceptions.unwrap(e) instanceof MailboxExistsException);
        assertThat(mapper().findMailboxByPath(inbox).block().getMailboxId())
                .isEqualTo(made.element().getMailboxId());
        assertThat(entries()).containsExactly(made.element().getMailboxId().serialize());
    }

    @Test
    void aNameThatWasGivenThoughTheAnswerWasLostIsItsOwn() {
        // The write is sent twice, as after an answer that was lost: the second is told that the name is taken.
        CassandraMailboxPathV3DAO twice = new CassandraMailboxPathV3DAO(session()) {
            @Override
            public Mono<Boolean> save(Mailbox mailbox) {
                return super.save(mailbox).then(super.save(mailbox));
            }
        };
        MailboxPath inbox = MailboxPath.inbox(MailboxStore.BOB);

        Mailbox made = new TouchNotingMailboxMapper(
                        store.get(CassandraMailboxDAO.class),
                        twice,
                        store.get(CassandraUserMailboxRightsDAO.class),
                        store.get(ACLMapper.class),
                        CassandraConfiguration.DEFAULT_CONFIGURATION,
                        store.get(TouchedMailboxes.class))
                .create(inbox, UID_VALIDITY)
                .block();

        assertThat(mapper().findMailboxByPath(inbox).block().getMailboxId()).isEqualTo(made.getMailboxId());
        assertThat(mapper().findMailboxById(made.getMailboxId()).block().generateAssociatedPath())
                .isEqualTo(inbox);
    }

    private List<String> entries() {
        List<String> ids = new ArrayList<>();
        session()
                .execute("SELECT id FROM mailbox")
                .forEach(row -> ids.add(row.getUuid("id").toString()));
        return ids;
    }

    private CassandraMailboxMapper mapper() {
        return store.mappers().getMailboxMapper(store.bob());
    }

    private CassandraMailboxPathV3DAO names() {
        return store.get(CassandraMailboxPathV3DAO.class);
    }

    private static CqlSession session() {
        return CASSANDRA.session();
    }
}
