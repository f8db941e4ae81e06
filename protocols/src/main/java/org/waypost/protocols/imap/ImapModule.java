package org.waypost.protocols.imap;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.modules.protocols.ImapPackage;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.utils.ClassName;
import org.apache.james.utils.GuiceGenericLoader;

/**
 * The IMAP listeners of {@code imapserver.xml}. Goes over James' module: {@code Modules.override(new
 * IMAPServerModule()).with(new ImapModule())}.
 */
public final class ImapModule extends AbstractModule {

    @Provides
    @Singleton
    IMAPServerFactory listeners(ImapServers servers) {
        return servers;
    }

    /** The packages of {@code imapPackages}, else James' own, with the classes of this room in place of theirs. */
    @Provides
    @Singleton
    ImapPackage commands(ConfigurationProvider configurations, GuiceGenericLoader loader)
            throws ConfigurationException, ReflectiveOperationException {
        List<ImapPackage> configured = new ArrayList<>();
        for (String name : configurations.getConfiguration("imapserver").getStringArray("imapPackages")) {
            configured.add(loader.<ImapPackage>instantiate(new ClassName(name)));
        }
        return new StrictImapPackage(configured.isEmpty() ? ImapPackage.DEFAULT : ImapPackage.and(configured));
    }
}
