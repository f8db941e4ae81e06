package org.waypost.protocols.smtp;

import java.util.List;
import java.util.stream.Stream;
import org.apache.james.protocols.api.handler.CommandDispatcher;
import org.apache.james.protocols.api.handler.CommandHandlerResultLogger;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.smtp.core.ExpnCmdHandler;
import org.apache.james.protocols.smtp.core.HelpCmdHandler;
import org.apache.james.protocols.smtp.core.NoopCmdHandler;
import org.apache.james.protocols.smtp.core.QuitCmdHandler;
import org.apache.james.protocols.smtp.core.RsetCmdHandler;
import org.apache.james.protocols.smtp.core.UnknownCmdHandler;
import org.apache.james.protocols.smtp.core.VrfyCmdHandler;
import org.apache.james.protocols.smtp.core.log.HookResultLogger;
import org.apache.james.smtpserver.AddDefaultAttributesMessageHook;
import org.apache.james.smtpserver.JamesDataCmdHandler;
import org.apache.james.smtpserver.JamesRcptCmdHandler;
import org.apache.james.smtpserver.JamesWelcomeMessageHandler;
import org.apache.james.smtpserver.SendMailHandler;
import org.apache.james.smtpserver.SenderAuthIdentifyVerificationHook;

/**
 * The handlers of an SMTP listener, behind those that its configuration names. The order matters: the relay check
 * stands before every hook that says yes, the message's guard before all that take its lines, and the queue last.
 */
public final class SmtpHandlers implements HandlersPackage {

    private static final List<String> NAMES = Stream.<Class<?>>of(
                    JamesWelcomeMessageHandler.class,
                    CommandDispatcher.class,
                    AuthHandler.class,
                    JamesDataCmdHandler.class,
                    EhloHandler.class,
                    ExpnCmdHandler.class,
                    HeloHandler.class,
                    HelpCmdHandler.class,
                    MailHandler.class,
                    NoopCmdHandler.class,
                    QuitCmdHandler.class,
                    JamesRcptCmdHandler.class,
                    RsetCmdHandler.class,
                    VrfyCmdHandler.class,
                    StartTlsHandler.class,
                    MessageSize.class,
                    UsersAuthHook.class,
                    RelayHook.class,
                    SenderAuthIdentifyVerificationHook.class,
                    PostmasterHook.class,
                    SrsHook.class,
                    CountryHook.class,
                    RecipientHook.class,
                    SenderListHook.class,
                    QuotaHook.class,
                    MessageGuard.class,
                    TraceHeader.class,
                    MessageEnd.class,
                    HopLimit.class,
                    FromHeaderHook.class,
                    SenderCheck.class,
                    CountryMessageHook.class,
                    RulesHook.class,
                    AddDefaultAttributesMessageHook.class,
                    SendMailHandler.class,
                    UnknownCmdHandler.class,
                    CommandHandlerResultLogger.class,
                    HookResultLogger.class)
            .map(Class::getName)
            .toList();

    @Override
    public List<String> getHandlers() {
        return NAMES;
    }
}
