package org.waypost.webadmin.folders;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxManager.CreateOption;
import org.apache.james.mailbox.MailboxManager.MailboxSearchFetchType;
import org.apache.james.mailbox.MailboxManager.RenameOption;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNameException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MailboxMetaData;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.webadmin.folders.FolderRefused.Kind;
import reactor.core.publisher.Mono;

/** What an administrator does with the folders of a user. Names are those that IMAP shows: levels apart by a dot. */
public final class Folders {
    private final MailboxManager mailboxes;
    private final UsersRepository users;

    @Inject
    Folders(MailboxManager mailboxes, UsersRepository users) {
        this.mailboxes = mailboxes;
        this.users = users;
    }

    /**
     * One folder.
     *
     * @param messages how many it holds
     * @param unseen   how many of them weren't read
     * @param rights   what others may, by user
     */
    public record Folder(String name, String id, long messages, long unseen, Map<String, String> rights) {}

    /** Does something in the name of the user. */
    interface Deed<T> {
        T in(MailboxSession session) throws MailboxException;
    }

    <T> T as(Username user, Deed<T> deed) throws MailboxException, UsersRepositoryException {
        if (!users.contains(user)) {
            throw new FolderRefused(Kind.MISSING, "There is no user " + user.asString());
        }
        MailboxSession session = mailboxes.createSystemSession(user);
        mailboxes.startProcessingRequest(session);
        try {
            return deed.in(session);
        } catch (MailboxNotFoundException e) {
            throw new FolderRefused(Kind.MISSING, user.asString() + " has no such folder: " + e.getMessage());
        } catch (MailboxExistsException e) {
            throw new FolderRefused(Kind.CONFLICT, user.asString() + " has that folder already: " + e.getMessage());
        } catch (MailboxNameException e) {
            throw new FolderRefused(Kind.WRONG, "That can't name a folder: " + e.getMessage());
        } finally {
            mailboxes.endProcessingRequest(session);
        }
    }

    /**
     * All folders of a user, by name.
     *
     * @throws FolderRefused when there is no such user
     */
    public List<Folder> list(Username user) throws MailboxException, UsersRepositoryException {
        return as(user, session -> {
            List<Folder> all = new ArrayList<>();
            for (MailboxMetaData each : found(session)) {
                MailboxCounters counters = each.getCounters();
                all.add(new Folder(
                        each.getPath().getName(),
                        each.getId().serialize(),
                        counters.getCount(),
                        counters.getUnseen(),
                        rights(each.getResolvedAcls())));
            }
            all.sort(Comparator.comparing(Folder::name));
            return all;
        });
    }

    private List<MailboxMetaData> found(MailboxSession session) {
        return mailboxes
                .search(MailboxQuery.privateMailboxesBuilder(session).build(), MailboxSearchFetchType.Counters, session)
                .collectList()
                .block();
    }

    /** The owner's own rights go without saying. */
    static Map<String, String> rights(MailboxACL acl) {
        Map<String, String> rights = new TreeMap<>();
        acl.getEntries().forEach((key, letters) -> {
            if (!key.equals(MailboxACL.OWNER_KEY)) {
                rights.put(key.serialize(), letters.serialize());
            }
        });
        return rights;
    }

    /**
     * Makes a folder, with the levels above it.
     *
     * @throws FolderRefused when there is no such user, the name can't be, or it is there already
     */
    public void create(Username user, String name) throws MailboxException, UsersRepositoryException {
        as(user, session -> {
            MailboxPath path = path(session, name);
            assertFree(session, path);
            return mailboxes.createMailbox(path, CreateOption.CREATE_SUBSCRIPTION, session);
        });
    }

    /**
     * Moves a folder with all below it; levels above the new name are made when they are missing (RFC 9051 §6.3.6).
     *
     * @throws FolderRefused when one of the names can't be, isn't there, is taken or is INBOX
     */
    public void rename(Username user, String from, String to) throws MailboxException, UsersRepositoryException {
        as(user, session -> {
            MailboxPath source = there(session, from);
            MailboxPath target = path(session, to);
            assertNotInbox(source, "renamed");
            if (below(target, source, session)) {
                throw new FolderRefused(
                        Kind.WRONG, "'" + to + "' lies inside '" + from + "', expected a name outside of it");
            }
            assertFree(session, target);
            for (MailboxPath parent : target.getParents(session.getPathDelimiter())) {
                if (!exists(session, parent)) {
                    mailboxes.createMailbox(parent, CreateOption.CREATE_SUBSCRIPTION, session);
                }
            }
            return mailboxes.renameMailbox(source, target, RenameOption.RENAME_SUBSCRIPTIONS, session);
        });
    }

    /**
     * Deletes a folder with its messages.
     *
     * @param withThoseBelow takes all folders below it along; else there may be none
     * @return the folders that are gone
     * @throws FolderRefused when it isn't there, is INBOX or has folders below it
     */
    public List<String> delete(Username user, String name, boolean withThoseBelow)
            throws MailboxException, UsersRepositoryException {
        return as(user, session -> {
            MailboxPath path = there(session, name);
            assertNotInbox(path, "deleted");
            List<MailboxPath> below = found(session).stream()
                    .map(MailboxMetaData::getPath)
                    .filter(each -> below(each, path, session))
                    .sorted(Comparator.comparing((MailboxPath each) -> each.getName())
                            .reversed())
                    .toList();
            if (!below.isEmpty() && !withThoseBelow) {
                throw new FolderRefused(
                        Kind.CONFLICT,
                        "'" + name + "' has " + below.size() + " folders below it; delete them first, or all together");
            }
            List<String> gone = new ArrayList<>();
            for (MailboxPath each : below) {
                mailboxes.deleteMailbox(each, session);
                gone.add(each.getName());
            }
            mailboxes.deleteMailbox(path, session);
            gone.add(path.getName());
            return gone;
        });
    }

    /** The path of a folder that must be there. */
    MailboxPath there(MailboxSession session, String name) throws MailboxException {
        MailboxPath path = path(session, name);
        if (!exists(session, path)) {
            throw new FolderRefused(
                    Kind.MISSING, session.getUser().asString() + " has no folder '" + path.getName() + "'");
        }
        return path;
    }

    private boolean exists(MailboxSession session, MailboxPath path) throws MailboxException {
        return Boolean.TRUE.equals(
                Mono.from(mailboxes.mailboxExists(path, session)).block());
    }

    private void assertFree(MailboxSession session, MailboxPath path) throws MailboxException {
        if (exists(session, path)) {
            throw new FolderRefused(
                    Kind.CONFLICT, session.getUser().asString() + " has a folder '" + path.getName() + "' already");
        }
    }

    private static void assertNotInbox(MailboxPath path, String verb) {
        if (path.isInbox()) {
            // RFC 9051 §6.3.5: INBOX can't be deleted; renaming it would move its mail and leave it empty.
            throw new FolderRefused(Kind.CONFLICT, "INBOX can't be " + verb);
        }
    }

    private static boolean below(MailboxPath path, MailboxPath parent, MailboxSession session) {
        return path.getName().startsWith(parent.getName() + session.getPathDelimiter());
    }

    private static MailboxPath path(MailboxSession session, String name) throws MailboxException {
        if (name == null || name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new FolderRefused(
                    Kind.WRONG,
                    "the folder is '" + (name == null ? "" : name.replaceAll("\\p{Cntrl}", "?"))
                            + "', expected a name such as Archive.2026 on one line");
        }
        // RFC 9051 §5.1: INBOX in any case is the same.
        String known = name.equalsIgnoreCase(MailboxConstants.INBOX) ? MailboxConstants.INBOX : name;
        return MailboxPath.forUser(session.getUser(), known).assertAcceptable(session.getPathDelimiter());
    }
}
