package org.waypost.server.suites;

import java.util.Locale;
import org.apache.james.mpt.script.SimpleScriptedTestProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** James' script for AUTH, with the enhanced code of RFC 4954, against our SMTP listener over TLS, with users on Cassandra. */
class SmtpSuitesIT {
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

    @Test
    void bobLogsInOverTls() throws Exception {
        new SimpleScriptedTestProtocol("/org/waypost/server/suites/", host)
                .withLocale(Locale.US)
                .withUser("bob@mydomain.tld", "secret")
                .run("auth-login");
    }
}
