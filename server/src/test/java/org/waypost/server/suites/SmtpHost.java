package org.waypost.server.suites;

import java.io.IOException;
import java.util.Map;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.mpt.api.Continuation;
import org.apache.james.mpt.api.Session;
import org.apache.james.mpt.smtp.SmtpHostSystem;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.smtpserver.netty.SMTPServerFactory;
import org.apache.james.user.api.UsersRepository;

/** Our SMTP listener, as James' scripts want to see a host. */
final class SmtpHost implements SmtpHostSystem, AutoCloseable {
    static final String GREETING = "220 mydomain.tld smtp";

    private static final String USERS =
            """
            <usersrepository>
              <enableVirtualHosting>true</enableVirtualHosting>
              <algorithm>SHA-512</algorithm>
            </usersrepository>
            """;

    private final SuiteServer server;
    private final boolean tls;

    private SmtpHost(SuiteServer server, boolean tls) {
        this.server = server;
        this.tls = tls;
    }

    /** A host whose only listener speaks TLS at once, or offers STARTTLS. */
    static SmtpHost start(boolean tls) throws Exception {
        String listener =
                """
                <smtpservers>
                  <smtpserver enabled="true">
                    <jmxName>smtp</jmxName>
                    <bind>127.0.0.1:0</bind>
                    <gracefulShutdown>false</gracefulShutdown>
                    <helloName autodetect="false">mydomain.tld</helloName>
                    <tls socketTLS="%s" startTLS="%s">
                      <privateKey>file://var/tls/private.key</privateKey>
                      <certificates>file://var/tls/certificates.pem</certificates>
                    </tls>
                    <auth><announce>always</announce></auth>
                    <handlerchain enableJmx="false"/>
                  </smtpserver>
                </smtpservers>
                """
                        .formatted(tls, !tls);
        return new SmtpHost(SuiteServer.start(Map.of("smtpserver.xml", listener, "usersrepository.xml", USERS)), tls);
    }

    @Override
    public boolean addUser(Username user, String password) throws Exception {
        Domain domain = user.getDomainPart().orElseThrow();
        DomainList domains = server.get(DomainList.class);
        if (!domains.containsDomain(domain)) {
            domains.addDomain(domain);
        }
        UsersRepository users = server.get(UsersRepository.class);
        if (!users.contains(user)) {
            users.addUser(user, password);
        }
        return true;
    }

    @Override
    public void addAddressMapping(String user, String domain, String address) throws Exception {
        server.get(RecipientRewriteTable.class)
                .addAddressMapping(MappingSource.fromUser(user, Domain.of(domain)), address);
    }

    @Override
    public Session newSession(Continuation continuation) {
        return new LineSession(server.port(SMTPServerFactory.class), tls, GREETING, continuation);
    }

    @Override
    public void beforeTest() {}

    @Override
    public void afterTest() {}

    @Override
    public void close() throws IOException {
        server.close();
    }
}
