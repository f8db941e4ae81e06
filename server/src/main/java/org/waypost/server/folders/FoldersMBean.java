package org.waypost.server.folders;

/** Folders of users in JMX. Names are those that IMAP shows: levels apart by a dot. */
public interface FoldersMBean {
    /** A user's folders, with the number of their messages and of those that weren't read. */
    String[] list(String user) throws Exception;

    /** Makes a folder, with the levels above it. */
    void create(String user, String folder) throws Exception;

    /** Renames a folder; those below it move along. */
    void rename(String user, String folder, String to) throws Exception;

    /** Deletes a folder with its messages, or with all folders below it; tells what is gone. */
    String[] delete(String user, String folder, boolean withThoseBelow) throws Exception;

    /** Who else may do what with a folder (RFC 4314). */
    String[] rights(String user, String folder) throws Exception;

    /** Gives rights, such as {@code lrs}, in place of those before; none takes them away. */
    void grant(String user, String folder, String who, String rights) throws Exception;
}
