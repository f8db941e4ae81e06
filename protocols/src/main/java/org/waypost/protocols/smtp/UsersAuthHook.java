package org.waypost.protocols.smtp;

import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.smtpserver.UsersRepositoryAuthHook;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a password with the users repository. When that can't be read the client is asked to come again (RFC 4954
 * §6); stock James calls the password wrong.
 */
public final class UsersAuthHook extends UsersRepositoryAuthHook {

    private static final Logger LOGGER = LoggerFactory.getLogger(UsersAuthHook.class);

    private final UsersRepository users;

    /** Made for each listener. */
    @Inject
    public UsersAuthHook(UsersRepository users, Authorizator authorizator) {
        super(users, authorizator);
        this.users = users;
    }

    @Override
    public HookResult doAuth(SMTPSession session, Username username, String password) {
        try {
            if (!users.test(username, password)) {
                return HookResult.DECLINED;
            }
        } catch (UsersRepositoryException e) {
            LOGGER.error("the users can't be read, the login of {} is put off", username.asString(), e);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.denySoft())
                    .smtpReturnCode(SMTPRetCode.AUTH_TEMPORARY_ERROR)
                    .smtpDescription("4.7.0 Temporary authentication failure")
                    .build();
        }
        session.setUsername(username);
        session.setRelayingAllowed(true);
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.ok())
                .smtpReturnCode(SMTPRetCode.AUTH_OK)
                .smtpDescription("2.7.0 Authentication successful")
                .build();
    }
}
