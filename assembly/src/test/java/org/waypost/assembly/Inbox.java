package org.waypost.assembly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.mail.Folder;
import javax.mail.Message;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Store;
import org.waypost.server.quickstart.Account;
import org.waypost.server.quickstart.Endpoint;
import org.waypost.server.quickstart.PinnedTls;
import org.waypost.server.quickstart.PortPlan;

/** The INBOX of a user, read over IMAP with TLS. */
final class Inbox {
    private final PortPlan plan;
    private final Account account;
    private final Properties properties = new Properties();

    Inbox(PortPlan plan, Path certificates, Account account) throws IOException {
        this.plan = plan;
        this.account = account;
        properties.put(
                "mail.imaps.ssl.socketFactory", PinnedTls.trusting(certificates).getSocketFactory());
    }

    List<String> subjects() throws MessagingException {
        try (Store store = Session.getInstance(properties).getStore("imaps")) {
            store.connect("127.0.0.1", plan.port(Endpoint.IMAPS), account.address(), account.password());
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                List<String> subjects = new ArrayList<>();
                for (Message message : inbox.getMessages()) {
                    subjects.add(message.getSubject());
                }
                return subjects;
            }
        }
    }
}
