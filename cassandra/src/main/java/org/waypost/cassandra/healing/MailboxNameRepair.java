package org.waypost.cassandra.healing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.backends.cassandra.init.configuration.JamesExecutionProfiles.ConsistencyChoice;
import org.apache.james.core.Username;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxDAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxPathV3DAO;
import org.apache.james.mailbox.cassandra.mail.CassandraMessageIdDAO;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.UidValidity;
import org.apache.james.util.streams.Limit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives each mailbox the one name it should have, where a stop came between the writes that make, rename or delete one: the
 * tables by name and by id then differ, and James would not find the mailbox, or would show it twice.
 *
 * <p>A mailbox that is just being changed looks the same. So a finding is believed only when it is seen twice, unchanged, with
 * a pause between. No message is thrown away: a rename that was not finished is undone or finished, a deletion is undone, and a
 * mailbox with messages whose name another has taken gets a free one, such as {@code Recovered INBOX}.
 */
final class MailboxNameRepair {

    private static final Logger LOGGER = LoggerFactory.getLogger(MailboxNameRepair.class);
    private static final String RECOVERED = "Recovered ";
    private static final int MOST_OF_A_NAME = 100;
    private static final int AT_ONCE = 2;

    private final CassandraMailboxDAO byId;
    private final CassandraMailboxPathV3DAO byName;
    private final CassandraMessageIdDAO messages;

    MailboxNameRepair(CassandraMailboxDAO byId, CassandraMailboxPathV3DAO byName, CassandraMessageIdDAO messages) {
        this.byId = byId;
        this.byName = byName;
        this.messages = messages;
    }

    /** A mailbox as one of the tables has it. */
    private record Entry(MailboxPath path, UidValidity uidValidity) {

        static Entry of(Mailbox mailbox) {
            return new Entry(mailbox.generateAssociatedPath(), mailbox.getUidValidity());
        }

        Mailbox mailbox(Touch touch) {
            return new Mailbox(path, uidValidity, touch.mailbox());
        }

        Entry called(String name) {
            return new Entry(new MailboxPath(path.getNamespace(), path.getUser(), name), uidValidity);
        }

        String name() {
            return path.getName();
        }
    }

    /** What the two tables say of one mailbox: that by id once at most, that by name as often as names lead to it. */
    private record Finding(Optional<Entry> byId, Set<Entry> byName) {

        boolean isRight() {
            return names().equals(byId.map(Entry::path).stream().collect(Collectors.toSet()));
        }

        Set<MailboxPath> names() {
            return byName.stream().map(Entry::path).collect(Collectors.toSet());
        }
    }

    RepairRound.Outcome run(Collection<Touch> touched, Duration pause) {
        List<String> errors = Collections.synchronizedList(new ArrayList<>());
        Map<Touch, Finding> first = wrong(touched, ConsistencyChoice.WEAK, errors);
        if (first.isEmpty()) {
            return new RepairRound.Outcome(touched.size(), 0, 0, errors);
        }
        Mono.delay(pause).block();
        Map<Touch, Finding> again = wrong(first.keySet(), ConsistencyChoice.STRONG, errors);
        int corrected = 0;
        int unsettled = 0;
        for (Map.Entry<Touch, Finding> seen : again.entrySet()) {
            if (!seen.getValue().equals(first.get(seen.getKey()))) {
                unsettled++;
            } else if (correct(seen.getKey(), seen.getValue(), errors)) {
                corrected++;
            }
        }
        return new RepairRound.Outcome(touched.size(), corrected, unsettled, errors);
    }

    private Map<Touch, Finding> wrong(Collection<Touch> touched, ConsistencyChoice consistency, List<String> errors) {
        return Flux.fromIterable(touched)
                .flatMap(
                        touch -> look(touch, consistency)
                                .map(finding -> Map.entry(touch, finding))
                                .onErrorResume(e -> {
                                    fail(touch, e, errors);
                                    return Mono.empty();
                                }),
                        AT_ONCE)
                .filter(entry -> !entry.getValue().isRight())
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, LinkedHashMap::new)
                .block();
    }

    private Mono<Finding> look(Touch touch, ConsistencyChoice consistency) {
        return byId.retrieveMailbox(touch.mailbox())
                .map(Entry::of)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(entry -> named(touch, entry, consistency).map(named -> new Finding(entry, named)));
    }

    /** The names that lead to a mailbox: of the user who has it, and of the one who was to have it when it was moved. */
    private Mono<Set<Entry>> named(Touch touch, Optional<Entry> entry, ConsistencyChoice consistency) {
        String namespace = entry.map(found -> found.path().getNamespace()).orElse(MailboxConstants.USER_NAMESPACE);
        Set<Username> owners = Stream.concat(
                        touch.owner().stream(), entry.map(found -> found.path().getUser()).stream())
                .collect(Collectors.toSet());
        return Flux.fromIterable(owners)
                .concatMap(owner -> byName.listUserMailboxes(namespace, owner, consistency))
                .filter(named -> named.getMailboxId().equals(touch.mailbox()))
                .map(Entry::of)
                .collect(Collectors.toSet());
    }

    private boolean correct(Touch touch, Finding finding, List<String> errors) {
        try {
            String done = mend(touch, finding).block();
            LOGGER.warn(
                    "mailbox {} owner={} {}",
                    touch.mailbox().serialize(),
                    touch.owner().map(Username::asString).orElse(""),
                    done);
            return true;
        } catch (RuntimeException e) {
            fail(touch, e, errors);
            return false;
        }
    }

    private Mono<String> mend(Touch touch, Finding finding) {
        if (finding.byId().isEmpty()) {
            return enter(touch, finding.byName().iterator().next());
        }
        Entry entry = finding.byId().get();
        if (finding.byName().isEmpty()) {
            return name(touch, entry);
        }
        return finding.names().contains(entry.path())
                ? dropNamesBut(entry, finding)
                : rename(touch, finding.byName().iterator().next());
    }

    private Mono<String> enter(Touch touch, Entry named) {
        return byId.save(named.mailbox(touch)).thenReturn("had its name " + named.name() + " only: made whole");
    }

    /** Made but not named, or deleted but for the last write. */
    private Mono<String> name(Touch touch, Entry entry) {
        return byName.save(entry.mailbox(touch))
                .flatMap(isNamed -> isNamed
                        ? Mono.just("had no name: is called " + entry.name() + " again")
                        : hasMessages(touch).flatMap(has -> has ? nameElsewise(touch, entry) : drop(touch, entry)));
    }

    private Mono<Boolean> hasMessages(Touch touch) {
        return messages.retrieveMessages(touch.mailbox(), MessageRange.all(), Limit.limit(1))
                .hasElements();
    }

    private Mono<String> drop(Touch touch, Entry entry) {
        return byId.delete(touch.mailbox()).thenReturn("was empty and another is called " + entry.name() + ": dropped");
    }

    private Mono<String> nameElsewise(Touch touch, Entry entry) {
        return Flux.range(1, MOST_OF_A_NAME)
                .map(number -> entry.called(RECOVERED + entry.name() + (number == 1 ? "" : " " + number)))
                .concatMap(
                        renamed -> byName.save(renamed.mailbox(touch))
                                .filter(isNamed -> isNamed)
                                .map(isNamed -> renamed),
                        0)
                .next()
                .switchIfEmpty(Mono.error(() ->
                        new IllegalStateException("no name is free for it, from " + RECOVERED + entry.name() + " on")))
                .flatMap(renamed -> byId.updatePath(touch.mailbox(), renamed.path())
                        .thenReturn("has messages and another is called " + entry.name() + ": is called "
                                + renamed.name() + " now"));
    }

    /** A rename that was not finished, before the last write. */
    private Mono<String> rename(Touch touch, Entry named) {
        return byId.updatePath(touch.mailbox(), named.path())
                .thenReturn("is called " + named.name() + " in both tables now");
    }

    /** A rename that was hardly begun. */
    private Mono<String> dropNamesBut(Entry entry, Finding finding) {
        return Flux.fromIterable(finding.names())
                .filter(other -> !other.equals(entry.path()))
                .concatMap(byName::delete)
                .then(Mono.just("had other names than " + entry.name() + ": keeps this one"));
    }

    private static void fail(Touch touch, Throwable failure, List<String> errors) {
        LOGGER.error(
                "The name of mailbox {} could not be looked at", touch.mailbox().serialize(), failure);
        errors.add("name of mailbox " + touch.mailbox().serialize() + ": " + failure.getMessage());
    }
}
