package org.waypost.protocols.lmtp;

import java.util.List;
import java.util.stream.Stream;
import org.apache.james.protocols.api.handler.CommandDispatcher;
import org.apache.james.protocols.api.handler.CommandHandlerResultLogger;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.lmtp.core.WelcomeMessageHandler;
import org.apache.james.protocols.smtp.core.NoopCmdHandler;
import org.apache.james.protocols.smtp.core.QuitCmdHandler;
import org.apache.james.protocols.smtp.core.RsetCmdHandler;
import org.apache.james.protocols.smtp.core.UnknownCmdHandler;
import org.apache.james.protocols.smtp.core.VrfyCmdHandler;
import org.apache.james.protocols.smtp.core.log.HookResultLogger;
import org.apache.james.smtpserver.AddDefaultAttributesMessageHook;
import org.apache.james.smtpserver.JamesDataCmdHandler;
import org.apache.james.smtpserver.JamesMailCmdHandler;
import org.apache.james.smtpserver.JamesRcptCmdHandler;
import org.apache.james.smtpserver.SendMailHandler;
import org.waypost.protocols.smtp.ForgedResults;
import org.waypost.protocols.smtp.HopLimit;
import org.waypost.protocols.smtp.MessageGuard;
import org.waypost.protocols.smtp.MessageSize;
import org.waypost.protocols.smtp.PostmasterHook;
import org.waypost.protocols.smtp.QuotaHook;
import org.waypost.protocols.smtp.RecipientHook;
import org.waypost.protocols.smtp.RelayHook;
import org.waypost.protocols.smtp.TraceHeader;

/** The handlers of an LMTP listener, behind those that its configuration names. */
public final class LmtpHandlers implements HandlersPackage {

    private static final List<String> NAMES = Stream.<Class<?>>of(
                    WelcomeMessageHandler.class,
                    CommandDispatcher.class,
                    JamesDataCmdHandler.class,
                    LhloHandler.class,
                    JamesMailCmdHandler.class,
                    NoopCmdHandler.class,
                    QuitCmdHandler.class,
                    JamesRcptCmdHandler.class,
                    RsetCmdHandler.class,
                    VrfyCmdHandler.class,
                    MessageSize.class,
                    RelayHook.class,
                    PostmasterHook.class,
                    RecipientHook.class,
                    QuotaHook.class,
                    MessageGuard.class,
                    TraceHeader.class,
                    LmtpMessageEnd.class,
                    HopLimit.class,
                    ForgedResults.class,
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
