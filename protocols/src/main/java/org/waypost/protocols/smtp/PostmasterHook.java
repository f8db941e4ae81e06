package org.waypost.protocols.smtp;

import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mail for the postmaster of our own domains, with or without a mailbox of that name (RFC 5321 §4.5.1). Stock
 * James says yes for the postmaster of any domain, which is an open relay as soon as a sysadmin moves the hook up.
 */
public final class PostmasterHook implements RcptHook {

    private static final Logger LOGGER = LoggerFactory.getLogger(PostmasterHook.class);

    private final DomainList domains;

    /** Made for each listener. */
    @Inject
    public PostmasterHook(DomainList domains) {
        this.domains = domains;
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        if (!recipient.getLocalPart().equalsIgnoreCase("postmaster")) {
            return HookResult.DECLINED;
        }
        try {
            return domains.containsDomain(recipient.getDomain()) ? HookResult.OK : HookResult.DECLINED;
        } catch (DomainListException e) {
            LOGGER.error("the domains can't be read, {} is left to the other checks", recipient, e);
            return HookResult.DECLINED;
        }
    }
}
