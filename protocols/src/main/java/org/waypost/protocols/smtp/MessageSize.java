package org.waypost.protocols.smtp;

import java.math.BigInteger;
import java.util.List;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPRetCode;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.EhloExtension;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MailParametersHook;

/**
 * The SIZE extension (RFC 1870): says the limit and refuses at MAIL what will be too big. What comes without SIZE is
 * counted by {@link MessageGuard}.
 */
public final class MessageSize implements MailParametersHook, EhloExtension {

    private static final int MOST_DIGITS = 20;
    private static final AttachmentKey<BigInteger> DECLARED = AttachmentKey.of("waypost.size", BigInteger.class);

    static SMTPResponse tooBig(long limit) {
        return new SMTPResponse(SMTPRetCode.QUOTA_EXCEEDED, "5.3.4 The message is bigger than " + limit + " bytes");
    }

    @Override
    public List<String> getImplementedEsmtpFeatures(SMTPSession session) {
        long limit = session.getConfiguration().getMaxMessageSize();
        return List.of(limit > 0 ? "SIZE " + limit : "SIZE");
    }

    @Override
    public String[] getMailParamNames() {
        return new String[] {"SIZE"};
    }

    @Override
    public HookResult doMailParameter(SMTPSession session, String name, String value) {
        // RFC 1870 §3: size-value ::= 1*20DIGIT
        if (value.isEmpty() || value.length() > MOST_DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.deny())
                    .smtpReturnCode(SMTPRetCode.SYNTAX_ERROR_ARGUMENTS)
                    .smtpDescription("5.5.4 SIZE needs a number of 1 to 20 digits")
                    .build();
        }
        long limit = session.getConfiguration().getMaxMessageSize();
        if (limit > 0 && new BigInteger(value).compareTo(BigInteger.valueOf(limit)) > 0) {
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.deny())
                    .smtpReturnCode(SMTPRetCode.QUOTA_EXCEEDED)
                    .smtpDescription("5.3.4 The message is bigger than " + limit + " bytes")
                    .build();
        }
        session.setAttachment(DECLARED, new BigInteger(value), State.Transaction);
        return HookResult.DECLINED;
    }

    /** The size that MAIL declared for the message, or 0. */
    static long declared(SMTPSession session) {
        return session.getAttachment(DECLARED, State.Transaction)
                .map(size -> size.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue())
                .orElse(0L);
    }

    /** A MAIL that was refused declared nothing for the next one. */
    static void forget(SMTPSession session) {
        session.removeAttachment(DECLARED, State.Transaction);
    }
}
