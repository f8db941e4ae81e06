package org.waypost.webadmin.folders;

import java.util.Locale;
import java.util.Map;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.accounts.settings.AccountSettings;
import org.waypost.accounts.sharing.SharingSettings;
import org.waypost.webadmin.folders.FolderRefused.Kind;

/** What others may do with the folders of a user (RFC 4314), as an administrator sets it. */
public final class FolderRights {
    private static final String ANYONE = "anyone";

    private final Folders folders;
    private final MailboxManager mailboxes;
    private final UsersRepository users;
    private final AccountSettings settings;

    @Inject
    FolderRights(Folders folders, MailboxManager mailboxes, UsersRepository users, AccountSettings settings) {
        this.folders = folders;
        this.mailboxes = mailboxes;
        this.users = users;
        this.settings = settings;
    }

    /**
     * Who else may do what with a folder, as letters of RFC 4314 by user.
     *
     * @throws FolderRefused when there is no such user or folder
     */
    public Map<String, String> list(Username owner, String folder) throws MailboxException, UsersRepositoryException {
        return folders.as(
                owner, session -> Folders.rights(mailboxes.listRights(folders.there(session, folder), session)));
    }

    /**
     * Gives rights in place of those before.
     *
     * @throws FolderRefused when a name or letter can't be, or the domain does not let it be shared with them
     */
    public void set(Username owner, String folder, String who, String letters)
            throws MailboxException, UsersRepositoryException {
        EntryKey key = key(who);
        assertMayShare(owner, who, key);
        Rfc4314Rights rights = rights(letters);
        change(owner, folder, MailboxACL.command().key(key).rights(rights).asReplacement());
    }

    /**
     * Takes all rights away.
     *
     * @throws FolderRefused when there are none
     */
    public void remove(Username owner, String folder, String who) throws MailboxException, UsersRepositoryException {
        EntryKey key = key(who);
        if (!list(owner, folder).containsKey(key.serialize())) {
            throw new FolderRefused(Kind.MISSING, who + " has no rights on '" + folder + "'");
        }
        change(owner, folder, MailboxACL.command().key(key).noRights().asReplacement());
    }

    private void change(Username owner, String folder, MailboxACL.ACLCommand command)
            throws MailboxException, UsersRepositoryException {
        folders.as(owner, session -> {
            MailboxPath path = folders.there(session, folder);
            mailboxes.applyRightsCommand(path, command, session);
            return path;
        });
    }

    private static EntryKey key(String who) {
        if (who == null || !who.equals(ANYONE) && !who.matches("[^\\s$-][^\\s]*")) {
            throw new FolderRefused(
                    Kind.WRONG, "to is '" + who + "', expected a user such as bob@example.org, or anyone");
        }
        return who.equals(ANYONE)
                ? MailboxACL.ANYBODY_KEY
                : EntryKey.createUserEntryKey(Username.of(who.toLowerCase(Locale.ROOT)));
    }

    private void assertMayShare(Username owner, String who, EntryKey key) throws UsersRepositoryException {
        boolean anyone = who.equals(ANYONE);
        if (!anyone) {
            Username other = Username.of(key.getName());
            if (other.equals(owner)) {
                throw new FolderRefused(Kind.WRONG, "to is the owner, who has all rights; expected somebody else");
            }
            if (!users.contains(other)) {
                throw new FolderRefused(Kind.MISSING, "There is no user " + other.asString());
            }
        }
        boolean same = !anyone && Username.of(key.getName()).getDomainPart().equals(owner.getDomainPart());
        if (!same && !open(owner)) {
            throw new FolderRefused(
                    Kind.WRONG,
                    "to is '" + who
                            + "', expected a user of the same domain; the setting sharing.otherDomains of the domain"
                            + " allows others");
        }
    }

    private boolean open(Username owner) {
        return owner.getDomainPart()
                .map((Domain domain) -> settings.of(domain, SharingSettings.SECTION))
                .orElseGet(() -> settings.ofServer(SharingSettings.SECTION))
                .block()
                .otherDomains();
    }

    private static Rfc4314Rights rights(String letters) {
        String expected = "letters of lrswipkxtea (RFC 4314)";
        if (letters == null || letters.isBlank()) {
            throw new FolderRefused(Kind.WRONG, "rights is empty, expected " + expected);
        }
        try {
            return Rfc4314Rights.fromSerializedRfc4314Rights(letters.trim());
        } catch (UnsupportedRightException e) {
            throw new FolderRefused(Kind.WRONG, "rights is '" + letters + "', expected " + expected);
        }
    }
}
