package org.waypost.server.folders;

import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.acl.ACLDiff;
import org.apache.james.mailbox.acl.MailboxACLResolver;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.ACLCommand;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.MailboxReactorUtils;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.StoreRightManager;
import org.apache.james.mailbox.store.event.EventFactory;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.sharing.SharingSettings;
import reactor.core.publisher.Mono;

/**
 * Rights on folders as James gives them, but that users of other domains may get some where the owner's domain allows it
 * ({@link SharingSettings}); James allows it nowhere. Holds for IMAP, JMAP and administrators alike.
 */
public final class SharingRights extends StoreRightManager {
    private final MailboxSessionMapperFactory mappers;
    private final EventBus events;
    private final AccountSettings settings;

    /** Made once. */
    @Inject
    public SharingRights(
            MailboxSessionMapperFactory mappers, MailboxACLResolver acls, EventBus events, AccountSettings settings) {
        super(mappers, acls, events);
        this.mappers = mappers;
        this.events = events;
        this.settings = settings;
    }

    /** Whether the domain of the owner allows rights for other domains. */
    private Mono<Boolean> open(MailboxPath path) {
        return path.getUser()
                .getDomainPart()
                .map((Domain domain) -> settings.of(domain, SharingSettings.SECTION))
                .orElseGet(() -> settings.ofServer(SharingSettings.SECTION))
                .map(SharingSettings::otherDomains);
    }

    private interface Change {
        Mono<ACLDiff> on(MailboxMapper mapper, Mailbox mailbox);
    }

    @Override
    public Mono<Void> applyRightsCommandReactive(MailboxPath path, ACLCommand command, MailboxSession session) {
        return open(path)
                .flatMap(open -> open
                        ? change(path, session, (mapper, mailbox) -> mapper.updateACL(mailbox, command))
                        : super.applyRightsCommandReactive(path, command, session));
    }

    @Override
    public void setRights(MailboxPath path, MailboxACL acl, MailboxSession session) throws MailboxException {
        if (Boolean.TRUE.equals(MailboxReactorUtils.block(open(path)))) {
            MailboxReactorUtils.block(change(path, session, (mapper, mailbox) -> mapper.setACL(mailbox, acl)));
        } else {
            super.setRights(path, acl, session);
        }
    }

    private Mono<Void> change(MailboxPath path, MailboxSession session, Change change) {
        MailboxMapper mapper = mappers.getMailboxMapper(session);
        return mapper.findMailboxByPath(path)
                .switchIfEmpty(Mono.error(() -> new MailboxNotFoundException(path)))
                .flatMap(mailbox -> owned(mailbox, session))
                .flatMap(mailbox -> change.on(mapper, mailbox)
                        .flatMap(difference -> events.dispatch(
                                EventFactory.aclUpdated()
                                        .randomEventId()
                                        .mailboxSession(session)
                                        .mailbox(mailbox)
                                        .aclDiff(difference)
                                        .build(),
                                new MailboxIdRegistrationKey(mailbox.getMailboxId()))));
    }

    /** RFC 4314 §6: who may not even see a mailbox isn't told that it exists. */
    private static Mono<Mailbox> owned(Mailbox mailbox, MailboxSession session) {
        if (mailbox.generateAssociatedPath().belongsTo(session)) {
            return Mono.just(mailbox);
        }
        boolean known = mailbox.getACL().getEntries().containsKey(EntryKey.createUserEntryKey(session.getUser()));
        return Mono.error(
                known
                        ? new InsufficientRightsException("only the owner of a mailbox sets its rights")
                        : new MailboxNotFoundException(mailbox.getMailboxId()));
    }
}
