package org.waypost.accounts.challenge;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;

/**
 * A mail for one user that waits until its sender confirms, the user releases it or it expires.
 *
 * @param user       for whom
 * @param id         the same for every try to hold the same mail for the same user
 * @param sender     the address that must be confirmed, in small letters; {@link #NOBODY} when the mail names none
 * @param returnPath the envelope's sender; absent for the null one
 * @param recipient  the user's address in the envelope
 * @param subject    for lists, decoded, without line ends
 * @param reason     why it is held and whether its sender was asked, in words
 * @param challenged whether its sender was asked to confirm
 * @param received   when it was held
 * @param expires    when it is given up
 * @param size       of the message, bytes
 * @param blob       where the message is
 * @param attributes the mail's attributes, as JSON by name
 * @param remote     host name and address of the client that brought it, in one line
 */
public record PendingMail(
        Username user,
        UUID id,
        String sender,
        Optional<MailAddress> returnPath,
        MailAddress recipient,
        String subject,
        String reason,
        boolean challenged,
        Instant received,
        Instant expires,
        long size,
        String blob,
        Map<String, String> attributes,
        Remote remote,
        Progress progress) {

    /** Stands for the sender of a mail that names none. */
    public static final String NOBODY = "<>";

    /** Who brought it. */
    public record Remote(String host, String address) {}

    /**
     * What was done about it.
     *
     * @param releasing since when somebody is about to release or discard it; absent while it waits
     * @param listed    whether a digest told of it
     */
    public record Progress(Optional<Instant> releasing, boolean listed) {
        /** Nothing yet. */
        public static final Progress NONE = new Progress(Optional.empty(), false);
    }

    public PendingMail {
        attributes = Map.copyOf(attributes);
    }

    /** The id of a mail, known in the queue by that name, for a user. */
    public static UUID id(String queueId, Username user) {
        return UUID.nameUUIDFromBytes((queueId + "\n" + user.asString()).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether nobody is releasing it. */
    public boolean waits() {
        return progress.releasing().isEmpty();
    }

    /** The same, challenged or not, for another reason. */
    public PendingMail because(String why, boolean asked) {
        return new PendingMail(
                user,
                id,
                sender,
                returnPath,
                recipient,
                subject,
                why,
                asked,
                received,
                expires,
                size,
                blob,
                attributes,
                remote,
                progress);
    }

    /** The same for a user of another name. */
    public PendingMail forUser(Username other, MailAddress address) {
        return new PendingMail(
                other,
                id,
                sender,
                returnPath,
                address,
                subject,
                reason,
                challenged,
                received,
                expires,
                size,
                blob,
                attributes,
                remote,
                progress);
    }

    /** The same with what was done about it. */
    public PendingMail with(Progress done) {
        return new PendingMail(
                user,
                id,
                sender,
                returnPath,
                recipient,
                subject,
                reason,
                challenged,
                received,
                expires,
                size,
                blob,
                attributes,
                remote,
                done);
    }
}
