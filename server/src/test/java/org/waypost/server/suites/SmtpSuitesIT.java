package org.waypost.server.suites;

import org.apache.james.mpt.smtp.SmtpAuthCommandTest;
import org.apache.james.mpt.smtp.SmtpHostSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** James' script for AUTH against our SMTP listener over TLS, with users on Cassandra. */
class SmtpSuitesIT extends SmtpAuthCommandTest {
    private static SmtpHost host;

    @BeforeAll
    static void start() throws Exception {
        host = SmtpHost.start(true);
    }

    @AfterAll
    static void stop() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @Override
    protected SmtpHostSystem createSmtpHostSystem() {
        return host;
    }
}
