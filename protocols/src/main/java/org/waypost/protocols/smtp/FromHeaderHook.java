package org.waypost.protocols.smtp;

import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import javax.mail.internet.InternetAddress;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An authenticated user writes under the own name only: each address of each From field must be one that the user may
 * send from (RFC 6409 §6.1, JAMES-4034). Stock James looks at the envelope alone.
 */
public final class FromHeaderHook implements JamesMessageHook {

    private static final Logger LOGGER = LoggerFactory.getLogger(FromHeaderHook.class);

    private final UsersRepository users;
    private final CanSendFrom canSendFrom;

    /** Made for each listener. */
    @Inject
    public FromHeaderHook(UsersRepository users, CanSendFrom canSendFrom) {
        this.users = users;
        this.canSendFrom = canSendFrom;
    }

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        Username user = session.getUsername();
        if (user == null || !ListenerRules.of(session).verifyFromHeader()) {
            return HookResult.DECLINED;
        }
        try {
            for (MailAddress author : authors(mail)) {
                if (!canSendFrom.userCanSendFrom(user, users.getUsername(author))) {
                    LOGGER.info("refused a message of {} that says it is from {}", user.asString(), author);
                    return refuse("5.7.1 You may not send from " + author.asString());
                }
            }
            return HookResult.DECLINED;
        } catch (AddressException | UnsupportedEncodingException | IllegalArgumentException e) {
            LOGGER.info("refused a message of {} whose From field can't be read", user.asString(), e);
            return refuse("5.7.1 The From field can't be read");
        } catch (MessagingException | UsersRepositoryException e) {
            LOGGER.error("the From field of {} can't be checked", mail.getName(), e);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.denySoft())
                    .smtpDescription("4.3.0 The sender can't be checked now, try again later")
                    .build();
        }
    }

    private static List<MailAddress> authors(Mail mail) throws MessagingException, UnsupportedEncodingException {
        String[] fields = mail.getMessage().getHeader("From");
        List<MailAddress> authors = new ArrayList<>();
        for (String field : fields == null ? new String[0] : fields) {
            for (InternetAddress address : InternetAddress.parseHeader(field, false)) {
                if (address.isGroup()) {
                    // RFC 6854 allows a group; nobody who submits needs one, and its members would go unseen.
                    throw new AddressException("a group", field);
                }
                authors.add(new MailAddress(address.getAddress()));
            }
        }
        return authors;
    }

    private static HookResult refuse(String reason) {
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.deny())
                .smtpReturnCode(SMTPRetCode.MAILBOX_PERM_UNAVAILABLE)
                .smtpDescription(reason)
                .build();
    }
}
