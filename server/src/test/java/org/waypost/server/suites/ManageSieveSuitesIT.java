package org.waypost.server.suites;

import org.apache.james.mpt.ManageSieveMPTContract;
import org.apache.james.mpt.host.ManageSieveHostSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** James' ManageSieve scripts against our users and Sieve scripts on Cassandra. */
class ManageSieveSuitesIT implements ManageSieveMPTContract {
    private static ManageSieveHost host;

    @BeforeAll
    static void start() throws Exception {
        host = ManageSieveHost.start();
    }

    @AfterEach
    void clean() throws Exception {
        host.afterTest();
    }

    @AfterAll
    static void stop() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @Override
    public ManageSieveHostSystem hostSystem() {
        return host;
    }
}
