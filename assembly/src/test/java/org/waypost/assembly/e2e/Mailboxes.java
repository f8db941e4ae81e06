package org.waypost.assembly.e2e;

import com.sun.mail.imap.ACL;
import com.sun.mail.imap.IMAPFolder;
import com.sun.mail.imap.IMAPStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.mail.FetchProfile;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Quota;
import javax.mail.Session;
import javax.mail.UIDFolder;
import javax.mail.internet.MimeMessage;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.PinnedTls;

/** What IMAP with TLS says about the mailboxes of a user. */
public final class Mailboxes {
    private static final String TIMEOUT_MILLIS = "60000";

    private final BundleServer server;
    private final Account account;
    private final Properties properties = new Properties();

    Mailboxes(BundleServer server, Account account) throws IOException {
        this.server = server;
        this.account = account;
        properties.put(
                "mail.imaps.ssl.socketFactory",
                PinnedTls.trusting(server.certificates()).getSocketFactory());
        properties.put("mail.imaps.timeout", TIMEOUT_MILLIS);
        properties.put("mail.imaps.connectiontimeout", TIMEOUT_MILLIS);
        properties.put("mail.imaps.fetchsize", "1000000");
    }

    /** Reads something from a session. */
    private interface Reading<T> {
        T from(IMAPStore store) throws MessagingException, IOException;
    }

    private <T> T read(Reading<T> reading) throws MessagingException, IOException {
        try (IMAPStore store = (IMAPStore) Session.getInstance(properties).getStore("imaps")) {
            store.connect("127.0.0.1", server.port(Endpoint.IMAPS), account.address(), account.password());
            return reading.from(store);
        }
    }

    /** Names of all folders. */
    List<String> folders() throws MessagingException, IOException {
        return read(store -> Stream.of(store.getDefaultFolder().list("*"))
                .map(Folder::getFullName)
                .toList());
    }

    /** Who has which rights on a folder (RFC 4314). */
    Map<String, String> rights(String folder) throws MessagingException, IOException {
        return read(store -> Stream.of(((IMAPFolder) store.getFolder(folder)).getACL())
                .collect(Collectors.toMap(ACL::getName, acl -> acl.getRights().toString())));
    }

    /** A header of every message in a folder, in the order of arrival; messages without it are left out. */
    public List<String> header(String folder, String name) throws MessagingException, IOException {
        return read(store -> {
            try (IMAPFolder opened = (IMAPFolder) store.getFolder(folder)) {
                opened.open(Folder.READ_ONLY);
                Message[] messages = opened.getMessages();
                FetchProfile profile = new FetchProfile();
                profile.add(name);
                opened.fetch(messages, profile);
                List<String> values = new ArrayList<>();
                for (Message message : messages) {
                    String[] found = message.getHeader(name);
                    if (found != null) {
                        values.add(found[0]);
                    }
                }
                return values;
            }
        });
    }

    /** Subjects of all messages in a folder; none when there is no such folder. */
    public List<String> subjects(String folder) throws MessagingException, IOException {
        return read(store -> store.getFolder(folder).exists()).equals(true) ? header(folder, "Subject") : List.of();
    }

    /** The text of the first message with this subject. */
    String text(String folder, String subject) throws MessagingException, IOException {
        return read(store -> {
            try (Folder opened = store.getFolder(folder)) {
                opened.open(Folder.READ_ONLY);
                for (Message message : opened.getMessages()) {
                    if (subject.equals(message.getSubject())) {
                        return String.valueOf(message.getContent());
                    }
                }
                throw new AssertionError("no message '" + subject + "' in " + folder);
            }
        });
    }

    /** The first message with this subject, as a whole. */
    MimeMessage message(String folder, String subject) throws MessagingException, IOException {
        return read(store -> {
            try (Folder opened = store.getFolder(folder)) {
                opened.open(Folder.READ_ONLY);
                for (Message message : opened.getMessages()) {
                    if (subject.equals(message.getSubject())) {
                        return new MimeMessage((MimeMessage) message);
                    }
                }
                throw new AssertionError("no message '" + subject + "' in " + folder);
            }
        });
    }

    /** Appends a plain message to a folder. */
    void append(String folder, String subject, String text) throws MessagingException, IOException {
        read(store -> {
            MimeMessage message = new MimeMessage(Session.getInstance(properties));
            message.setSubject(subject);
            message.setText(text);
            message.saveChanges();
            store.getFolder(folder).appendMessages(new Message[] {message});
            return folder;
        });
    }

    /** Takes the messages with this subject out of a folder for good. */
    void expunge(String folder, String subject) throws MessagingException, IOException {
        read(store -> {
            try (Folder opened = store.getFolder(folder)) {
                opened.open(Folder.READ_WRITE);
                for (Message message : opened.getMessages()) {
                    if (subject.equals(message.getSubject())) {
                        message.setFlag(javax.mail.Flags.Flag.DELETED, true);
                    }
                }
                opened.expunge();
                return folder;
            }
        });
    }

    /**
     * The counters of a folder beside what is in it.
     *
     * @param messages STATUS MESSAGES
     * @param unseen STATUS UNSEEN
     * @param found messages that FETCH returns
     * @param foundUnseen those of them without the flag Seen
     */
    public record Counters(int messages, int unseen, int found, int foundUnseen) {}

    public Counters counters(String folder) throws MessagingException, IOException {
        return read(store -> {
            IMAPFolder status = (IMAPFolder) store.getFolder(folder);
            int messages = status.getMessageCount();
            int unseen = status.getUnreadMessageCount();
            try (IMAPFolder opened = (IMAPFolder) store.getFolder(folder)) {
                opened.open(Folder.READ_ONLY);
                Message[] all = opened.getMessagesByUID(1, UIDFolder.LASTUID);
                FetchProfile profile = new FetchProfile();
                profile.add(FetchProfile.Item.FLAGS);
                opened.fetch(all, profile);
                int foundUnseen = 0;
                for (Message message : all) {
                    foundUnseen += message.isSet(javax.mail.Flags.Flag.SEEN) ? 0 : 1;
                }
                return new Counters(messages, unseen, all.length, foundUnseen);
            }
        });
    }

    /**
     * The quota of a user beside what the messages of the INBOX come to.
     *
     * @param countedMessages GETQUOTAROOT, MESSAGE
     * @param countedKilobytes GETQUOTAROOT, STORAGE (RFC 9208 §5.1: units of 1024 octets)
     * @param messages messages in the INBOX
     * @param bytes the sum of their RFC822.SIZE
     */
    public record Use(long countedMessages, long countedKilobytes, long messages, long bytes) {}

    public Use use() throws MessagingException, IOException {
        return read(store -> {
            long countedMessages = -1;
            long countedKilobytes = -1;
            for (Quota quota : store.getQuota("INBOX")) {
                for (Quota.Resource resource : quota.resources) {
                    if (resource.name.equalsIgnoreCase("MESSAGE")) {
                        countedMessages = resource.usage;
                    } else if (resource.name.equalsIgnoreCase("STORAGE")) {
                        countedKilobytes = resource.usage;
                    }
                }
            }
            try (IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                Message[] all = inbox.getMessages();
                FetchProfile profile = new FetchProfile();
                profile.add(FetchProfile.Item.SIZE);
                inbox.fetch(all, profile);
                long bytes = 0;
                for (Message message : all) {
                    bytes += message.getSize();
                }
                return new Use(countedMessages, countedKilobytes, all.length, bytes);
            }
        });
    }
}
