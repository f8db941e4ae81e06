package org.waypost.protocols.smtp;

import java.io.IOException;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.policy.sender.SenderFacts;

/** Where nobody can be checked, as behind a relay that speaks LMTP: no facts, and no results in our name (RFC 8601 §5). */
public final class ForgedResults implements JamesMessageHook {
    private static final Logger LOGGER = LoggerFactory.getLogger(ForgedResults.class);

    @Override
    public HookResult onMessage(SMTPSession session, Mail mail) {
        SenderFacts.NONE.attach(mail);
        return remove(session, mail, List.of());
    }

    /** Removes what is forged and puts fields at the top. */
    static HookResult remove(SMTPSession session, Mail mail, List<String> fields) {
        try {
            int forged = ResultFields.write(mail, session.getConfiguration().getHelloName(), fields);
            if (forged > 0) {
                LOGGER.info("removed {} forged Authentication-Results of mail={}", forged, mail.getName());
            }
            return HookResult.DECLINED;
        } catch (IOException | MessagingException e) {
            // Fail closed: what can't be read can't be told to be free of forged results.
            LOGGER.error("the header of {} can't be rewritten", mail.getName(), e);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.denySoft())
                    .smtpDescription("4.3.0 The message can't be taken now, try again later")
                    .build();
        }
    }
}
