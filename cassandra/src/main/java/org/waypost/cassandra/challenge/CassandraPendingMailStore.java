package org.waypost.cassandra.challenge;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.backends.cassandra.utils.CassandraAsyncExecutor;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.waypost.accounts.challenge.PendingMail;
import org.waypost.accounts.challenge.PendingMail.Progress;
import org.waypost.accounts.challenge.PendingMail.Remote;
import org.waypost.accounts.challenge.PendingMailStore;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Waiting mail: a partition a user, within it by sender. Rows are written by lightweight transactions alone, so that what
 * one server claims no other does.
 */
public final class CassandraPendingMailStore implements PendingMailStore {

    /** The statement of the migration that makes the table. */
    public static final String TABLE =
            "CREATE TABLE IF NOT EXISTS waypost_pending_mail (user text, sender text, id uuid,"
                    + " return_path text, recipient text, subject text, reason text, challenged boolean, received timestamp,"
                    + " expires timestamp, size bigint, blob_id text, attributes map<text, text>, remote_host text,"
                    + " remote_address text, releasing timestamp, listed boolean, PRIMARY KEY (user, sender, id))"
                    + " WITH comment = 'Mail that waits until its sender confirms.'";

    private static final String KEY = " WHERE user = ? AND sender = ? AND id = ?";

    private final CassandraAsyncExecutor executor;
    private final PreparedStatement add;
    private final PreparedStatement one;
    private final PreparedStatement ofUser;
    private final PreparedStatement ofSender;
    private final PreparedStatement claim;
    private final PreparedStatement claimAgain;
    private final PreparedStatement unclaim;
    private final PreparedStatement remove;
    private final PreparedStatement list;
    private final PreparedStatement users;
    private final PreparedStatement blobs;

    @Inject
    public CassandraPendingMailStore(CqlSession session) {
        executor = new CassandraAsyncExecutor(session);
        add = session.prepare("INSERT INTO waypost_pending_mail (user, sender, id, return_path, recipient, subject,"
                + " reason, challenged, received, expires, size, blob_id, attributes, remote_host, remote_address, listed)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS");
        // Within one partition: a filter by id reads what listing it reads.
        one = session.prepare("SELECT * FROM waypost_pending_mail WHERE user = ? AND id = ? ALLOW FILTERING");
        ofUser = session.prepare("SELECT * FROM waypost_pending_mail WHERE user = ?");
        ofSender = session.prepare("SELECT * FROM waypost_pending_mail WHERE user = ? AND sender = ?");
        claim = session.prepare(
                "UPDATE waypost_pending_mail SET releasing = ?" + KEY + " IF received = ? AND releasing = null");
        claimAgain = session.prepare("UPDATE waypost_pending_mail SET releasing = ?" + KEY + " IF releasing = ?");
        unclaim = session.prepare("UPDATE waypost_pending_mail SET releasing = null" + KEY + " IF EXISTS");
        remove = session.prepare("DELETE FROM waypost_pending_mail" + KEY + " IF EXISTS");
        list = session.prepare("UPDATE waypost_pending_mail SET listed = true" + KEY + " IF EXISTS");
        users = session.prepare("SELECT DISTINCT user FROM waypost_pending_mail");
        blobs = session.prepare("SELECT blob_id FROM waypost_pending_mail");
    }

    @Override
    public Mono<Boolean> add(PendingMail mail) {
        return executor.executeReturnApplied(add.bind(
                mail.user().asString(),
                mail.sender(),
                mail.id(),
                mail.returnPath().map(MailAddress::asString).orElse(null),
                mail.recipient().asString(),
                mail.subject(),
                mail.reason(),
                mail.challenged(),
                mail.received(),
                mail.expires(),
                mail.size(),
                mail.blob(),
                mail.attributes(),
                mail.remote().host(),
                mail.remote().address(),
                mail.progress().listed()));
    }

    @Override
    public Mono<PendingMail> find(Username user, UUID id) {
        return executor.executeRows(one.bind(user.asString(), id)).next().map(CassandraPendingMailStore::mail);
    }

    @Override
    public Flux<PendingMail> of(Username user) {
        return executor.executeRows(ofUser.bind(user.asString())).map(CassandraPendingMailStore::mail);
    }

    @Override
    public Flux<PendingMail> of(Username user, String sender) {
        return executor.executeRows(ofSender.bind(user.asString(), sender)).map(CassandraPendingMailStore::mail);
    }

    @Override
    public Mono<Boolean> claim(PendingMail mail, Instant now) {
        return executor.executeReturnApplied(
                claim.bind(now, mail.user().asString(), mail.sender(), mail.id(), mail.received()));
    }

    @Override
    public Mono<Boolean> claimAgain(PendingMail mail, Instant now) {
        return mail.progress()
                .releasing()
                .map(before -> executor.executeReturnApplied(
                        claimAgain.bind(now, mail.user().asString(), mail.sender(), mail.id(), before)))
                .orElseGet(() -> claim(mail, now));
    }

    @Override
    public Mono<Void> unclaim(PendingMail mail) {
        return executor.executeReturnApplied(keyed(unclaim, mail)).then();
    }

    @Override
    public Mono<Void> remove(PendingMail mail) {
        return executor.executeReturnApplied(keyed(remove, mail)).then();
    }

    @Override
    public Mono<Void> markListed(PendingMail mail) {
        return executor.executeReturnApplied(keyed(list, mail)).then();
    }

    @Override
    public Flux<Username> users() {
        return executor.executeRows(users.bind()).map(row -> Username.of(row.getString("user")));
    }

    @Override
    public Flux<String> blobs() {
        return executor.executeRows(blobs.bind()).mapNotNull(row -> row.getString("blob_id"));
    }

    private static BoundStatement keyed(PreparedStatement statement, PendingMail mail) {
        return statement.bind(mail.user().asString(), mail.sender(), mail.id());
    }

    private static PendingMail mail(Row row) {
        return new PendingMail(
                Username.of(row.getString("user")),
                row.getUuid("id"),
                row.getString("sender"),
                Optional.ofNullable(row.getString("return_path")).map(CassandraPendingMailStore::address),
                address(row.getString("recipient")),
                row.getString("subject"),
                row.getString("reason"),
                row.getBoolean("challenged"),
                row.getInstant("received"),
                row.getInstant("expires"),
                row.getLong("size"),
                row.getString("blob_id"),
                row.getMap("attributes", String.class, String.class),
                new Remote(row.getString("remote_host"), row.getString("remote_address")),
                new Progress(Optional.ofNullable(row.getInstant("releasing")), row.getBoolean("listed")));
    }

    private static MailAddress address(String text) {
        try {
            return new MailAddress(text);
        } catch (AddressException e) {
            throw new IllegalStateException("waypost_pending_mail has the address '" + text + "'", e);
        }
    }
}
