package org.waypost.protocols.smtp;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.user.api.UsersRepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.settings.Scope;
import org.waypost.policy.recipient.RecipientUsers;
import org.waypost.policy.sender.Judgement;
import org.waypost.policy.sender.SenderLists;
import org.waypost.policy.sender.Stranger;
import reactor.core.publisher.Flux;

/**
 * Refuses senders that the recipient, the domain or the server has blocked, for each recipient apart. The postmaster can be
 * written to by anybody (the hook before says so). When the lists can't be read the client is asked to come again.
 */
public final class SenderListHook implements RcptHook {
    private static final Logger LOGGER = LoggerFactory.getLogger(SenderListHook.class);
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SenderLists lists;
    private final RecipientUsers users;
    private final Metric blocked;

    /** Made for each listener. */
    @Inject
    public SenderListHook(SenderLists lists, RecipientUsers users, MetricFactory metrics) {
        this.lists = lists;
        this.users = users;
        this.blocked = metrics.generate("sendersBlocked");
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
        if (session.isRelayingAllowed() || session.getUsername() != null) {
            return HookResult.DECLINED;
        }
        try {
            Set<Scope> scopes = scopes(recipient);
            ListedRecipients.of(session).put(recipient, scopes);
            Judgement judgement = judgement(stranger(session, sender), scopes);
            if (!judgement.blocked()) {
                return HookResult.DECLINED;
            }
            blocked.increment();
            LOGGER.info(
                    "refused sender: client={} helo={} from={} to={} reason={}",
                    address(session),
                    helo(session),
                    sender.asString(),
                    recipient.asString(),
                    judgement.inWords());
            return refusal();
        } catch (UsersRepositoryException | RecipientRewriteTableException | DomainListException | RuntimeException e) {
            LOGGER.error("the lists of {} can't be read, the sender is put off", recipient.asString(), e);
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.denySoft())
                    .smtpReturnCode(SMTPRetCode.LOCAL_ERROR)
                    .smtpDescription("4.3.0 The sender can't be checked now, try again later")
                    .build();
        }
    }

    /** The same at RCPT and at the end of DATA; it does not say whose list it was. */
    static HookResult refusal() {
        return HookResult.builder()
                .hookReturnCode(HookReturnCode.deny())
                .smtpReturnCode(SMTPRetCode.MAILBOX_PERM_UNAVAILABLE)
                .smtpDescription("5.7.1 Mail from this sender is not accepted here")
                .build();
    }

    static Stranger stranger(SMTPSession session, MaybeSender sender) {
        return Stranger.of(address(session), helo(session), sender);
    }

    static String address(SMTPSession session) {
        return session.getRemoteAddress().getAddress().getHostAddress();
    }

    static String helo(SMTPSession session) {
        return session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection)
                .orElse("");
    }

    private Set<Scope> scopes(MailAddress recipient)
            throws UsersRepositoryException, RecipientRewriteTableException, DomainListException {
        Set<Scope> scopes = new LinkedHashSet<>();
        users.of(recipient).forEach(user -> scopes.add(Scope.user(user)));
        // An address of several or of nobody that we know: what its domain says.
        return scopes.isEmpty() ? Set.of(Scope.domain(recipient.getDomain())) : scopes;
    }

    /** Blocked when all that the address means block; what only some of them block is left to them. */
    private Judgement judgement(Stranger stranger, Set<Scope> scopes) {
        return Flux.fromIterable(scopes)
                .concatMap(scope -> lists.judge(stranger, scope))
                .reduce((one, other) -> one.blocked() ? other : one)
                .block(PATIENCE);
    }
}
