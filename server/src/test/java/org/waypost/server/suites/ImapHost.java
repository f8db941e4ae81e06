package org.waypost.server.suites;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.james.backends.cassandra.init.configuration.JamesExecutionProfiles.ConsistencyChoice;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.cassandra.mail.CassandraMailboxPathV3DAO;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.QuotaOperation;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mpt.api.Continuation;
import org.apache.james.mpt.api.ImapFeatures;
import org.apache.james.mpt.api.ImapHostSystem;
import org.apache.james.mpt.api.Session;
import org.apache.james.user.api.UsersRepository;
import reactor.core.publisher.Mono;

/** Our IMAP listener over TLS, and the mailboxes behind it, as James' scripts want to see a host. */
final class ImapHost implements ImapHostSystem, AutoCloseable {
    private static final String GREETING = "* OK IMAP4rev1 Server ready";
    private static final String LISTENER =
            """
            <imapservers>
              <imapserver enabled="true">
                <jmxName>imaps</jmxName>
                <bind>127.0.0.1:0</bind>
                <gracefulShutdown>false</gracefulShutdown>
                <provisionDefaultMailboxes>false</provisionDefaultMailboxes>
                <tls socketTLS="true" startTLS="false">
                  <privateKey>file://var/tls/private.key</privateKey>
                  <certificates>file://var/tls/certificates.pem</certificates>
                </tls>
              </imapserver>
            </imapservers>
            """;

    /** The scripts log in with names that have no domain, and take {@code imapuser} for the administrator. */
    private static final String USERS =
            """
            <usersrepository>
              <enableVirtualHosting>false</enableVirtualHosting>
              <administratorId>imapuser</administratorId>
              <algorithm>SHA-512</algorithm>
            </usersrepository>
            """;

    private final SuiteServer server;
    private final Set<Username> users = new LinkedHashSet<>();
    private final Set<MailboxPath> made = new LinkedHashSet<>();

    private ImapHost(SuiteServer server) {
        this.server = server;
    }

    static ImapHost start() throws Exception {
        return new ImapHost(SuiteServer.start(Map.of("imapserver.xml", LISTENER, "usersrepository.xml", USERS)));
    }

    @Override
    public boolean supports(ImapFeatures.Feature... features) {
        return ImapFeatures.of(ImapFeatures.Feature.values()).supports(features);
    }

    @Override
    public boolean addUser(Username user, String password) throws Exception {
        if (users.add(user)) {
            server.get(UsersRepository.class).addUser(user, password);
        }
        return true;
    }

    @Override
    public Session newSession(Continuation continuation) {
        return new LineSession(server.port(IMAPServerFactory.class), true, GREETING, continuation);
    }

    /** Turns CONDSTORE (RFC 7162) on or off for the sessions to come. */
    void condstore(boolean on) {
        server.get(ImapProcessor.class)
                .configure(ImapConfiguration.builder()
                        .isProvisionDefaultMailboxes(false)
                        .isCondstoreEnable(on)
                        .build());
    }

    @Override
    public void createMailbox(MailboxPath path) throws Exception {
        mailboxes().createMailbox(path, session(path.getUser()));
        made.add(path);
    }

    @Override
    public void grantRights(MailboxPath path, Username user, MailboxACL.Rfc4314Rights rights) throws Exception {
        mailboxes()
                .setRights(
                        path,
                        MailboxACL.EMPTY.apply(MailboxACL.command()
                                .forUser(user)
                                .rights(rights)
                                .asAddition()),
                        session(path.getUser()));
    }

    @Override
    public void setQuotaLimits(QuotaCountLimit count, QuotaSizeLimit size) throws Exception {
        for (Username user : users) {
            forgetUse(user);
        }
        server.get(MaxQuotaManager.class).setGlobalMaxMessage(count);
        server.get(MaxQuotaManager.class).setGlobalMaxStorage(size);
    }

    @Override
    public void beforeTest() {}

    /** Takes away what a test has left, so that the next finds the users without mailboxes. */
    @Override
    public void afterTest() throws Exception {
        for (Username user : users) {
            forget(user);
        }
        for (MailboxPath path : made) {
            server.get(CassandraMailboxPathV3DAO.class).delete(path).block();
        }
        made.clear();
        server.get(MaxQuotaManager.class).removeGlobalMaxMessage();
        server.get(MaxQuotaManager.class).removeGlobalMaxStorage();
        condstore(false);
    }

    private void forget(Username user) throws Exception {
        CassandraMailboxPathV3DAO paths = server.get(CassandraMailboxPathV3DAO.class);
        paths.listUserMailboxes(MailboxConstants.USER_NAMESPACE, user, ConsistencyChoice.STRONG)
                .concatMap(mailbox -> paths.delete(mailbox.generateAssociatedPath()))
                .blockLast();
        MailboxSession session = session(user);
        SubscriptionManager subscriptions = server.get(SubscriptionManager.class);
        for (MailboxPath path : subscriptions.subscriptions(session)) {
            subscriptions.unsubscribe(session, path);
        }
    }

    /** Mailboxes that were forgotten without being deleted still count. */
    private void forgetUse(Username user) {
        QuotaRoot root = server.get(UserQuotaRootResolver.class).forUser(user);
        Mono.from(server.get(CurrentQuotaManager.class)
                        .setCurrentQuotas(new QuotaOperation(root, QuotaCountUsage.count(0), QuotaSizeUsage.size(0))))
                .block();
    }

    private MailboxManager mailboxes() {
        return server.get(MailboxManager.class);
    }

    private MailboxSession session(Username user) {
        return mailboxes().createSystemSession(user);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
