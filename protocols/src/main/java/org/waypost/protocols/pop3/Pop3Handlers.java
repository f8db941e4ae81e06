package org.waypost.protocols.pop3;

import java.util.List;
import java.util.stream.Stream;
import org.apache.james.protocols.api.handler.CommandDispatcher;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.pop3.core.CapaCmdHandler;
import org.apache.james.protocols.pop3.core.DeleCmdHandler;
import org.apache.james.protocols.pop3.core.ListCmdHandler;
import org.apache.james.protocols.pop3.core.NoopCmdHandler;
import org.apache.james.protocols.pop3.core.QuitCmdHandler;
import org.apache.james.protocols.pop3.core.RetrCmdHandler;
import org.apache.james.protocols.pop3.core.RsetCmdHandler;
import org.apache.james.protocols.pop3.core.StatCmdHandler;
import org.apache.james.protocols.pop3.core.TopCmdHandler;
import org.apache.james.protocols.pop3.core.UidlCmdHandler;
import org.apache.james.protocols.pop3.core.UnknownCmdHandler;
import org.apache.james.protocols.pop3.core.WelcomeMessageHandler;

/** The commands of a POP3 listener. The guards stand first: what they answer goes no further. */
public final class Pop3Handlers implements HandlersPackage {

    @Override
    public List<String> getHandlers() {
        return Stream.of(
                        WelcomeMessageHandler.class,
                        CommandDispatcher.class,
                        TlsFirst.class,
                        MessageNumbers.class,
                        CapaCmdHandler.class,
                        GuardedUser.class,
                        GuardedPass.class,
                        AuthPlain.class,
                        ListCmdHandler.class,
                        UidlCmdHandler.class,
                        RsetCmdHandler.class,
                        DeleCmdHandler.class,
                        NoopCmdHandler.class,
                        RetrCmdHandler.class,
                        TopCmdHandler.class,
                        StatCmdHandler.class,
                        QuitCmdHandler.class,
                        UnknownCmdHandler.class,
                        GuardedStls.class)
                .map(Class::getName)
                .toList();
    }
}
