package org.waypost.server.folders;

import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.user.api.UsersRepositoryException;
import org.waypost.webadmin.folders.FolderRights;
import org.waypost.webadmin.folders.Folders;

/** Shows folders of users in JMX. */
final class FoldersInJmx implements FoldersMBean {
    private final Folders folders;
    private final FolderRights rights;

    @Inject
    FoldersInJmx(Folders folders, FolderRights rights) {
        this.folders = folders;
        this.rights = rights;
    }

    @Override
    public String[] list(String user) throws MailboxException, UsersRepositoryException {
        return folders.list(Username.of(user)).stream()
                .map(folder -> folder.name() + ": " + folder.messages() + " messages, " + folder.unseen() + " unseen")
                .toArray(String[]::new);
    }

    @Override
    public void create(String user, String folder) throws MailboxException, UsersRepositoryException {
        folders.create(Username.of(user), folder);
    }

    @Override
    public void rename(String user, String folder, String to) throws MailboxException, UsersRepositoryException {
        folders.rename(Username.of(user), folder, to);
    }

    @Override
    public String[] delete(String user, String folder, boolean withThoseBelow)
            throws MailboxException, UsersRepositoryException {
        return folders.delete(Username.of(user), folder, withThoseBelow).toArray(String[]::new);
    }

    @Override
    public String[] rights(String user, String folder) throws MailboxException, UsersRepositoryException {
        return rights.list(Username.of(user), folder).entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .sorted()
                .toArray(String[]::new);
    }

    @Override
    public void grant(String user, String folder, String who, String letters)
            throws MailboxException, UsersRepositoryException {
        if (letters.isEmpty()) {
            rights.remove(Username.of(user), folder, who);
        } else {
            rights.set(Username.of(user), folder, who, letters);
        }
    }
}
