package org.waypost.protocols.smtp;

import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * No open relay: only authenticated clients and those in {@code authorizedAddresses} send to domains that are not
 * ours. When the domains can't be read the client is asked to come again; stock James refuses for good.
 */
public final class RelayHook implements RcptHook {

    private static final Logger LOGGER = LoggerFactory.getLogger(RelayHook.class);

    private final DomainList domains;

    /** Made for each listener. */
    @Inject
    public RelayHook(DomainList domains) {
        this.domains = domains;
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        try {
            if (session.isRelayingAllowed() || domains.containsDomain(recipient.getDomain())) {
                return HookResult.DECLINED;
            }
        } catch (DomainListException | RuntimeException e) {
            LOGGER.error("the domains can't be read, recipient {} is put off", recipient, e);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.denySoft())
                    .smtpReturnCode(SMTPRetCode.LOCAL_ERROR)
                    .smtpDescription("4.3.0 The recipient can't be checked now, try again later")
                    .build();
        }
        boolean mayAuthenticate = ListenerRules.of(session).auth().offered();
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.deny())
                .smtpReturnCode(mayAuthenticate ? SMTPRetCode.AUTH_REQUIRED : SMTPRetCode.MAILBOX_PERM_UNAVAILABLE)
                .smtpDescription(mayAuthenticate ? "5.7.0 Authentication required" : "5.7.1 Relaying denied")
                .build();
    }
}
