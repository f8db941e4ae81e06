package org.waypost.server.suites;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.mpt.host.JamesManageSieveHostSystem;
import org.apache.james.sieverepository.api.ScriptSummary;
import org.apache.james.sieverepository.api.SieveRepository;
import org.apache.james.user.api.UsersRepository;

/** Sieve scripts and users on Cassandra, behind James' ManageSieve processor. */
final class ManageSieveHost extends JamesManageSieveHostSystem implements AutoCloseable {
    /** The scripts log in with a name that has no domain. */
    private static final String USERS =
            """
            <usersrepository>
              <enableVirtualHosting>false</enableVirtualHosting>
              <algorithm>SHA-512</algorithm>
            </usersrepository>
            """;

    private final SuiteServer server;
    private final Set<Username> users = new LinkedHashSet<>();

    private ManageSieveHost(SuiteServer server) {
        this.server = server;
    }

    static ManageSieveHost start() throws Exception {
        ManageSieveHost host = new ManageSieveHost(SuiteServer.start(Map.of("usersrepository.xml", USERS)));
        host.beforeTest();
        return host;
    }

    @Override
    protected SieveRepository createSieveRepository() {
        return server.get(SieveRepository.class);
    }

    @Override
    protected UsersRepository createUsersRepository() {
        return server.get(UsersRepository.class);
    }

    @Override
    public boolean addUser(Username user, String password) throws Exception {
        return !users.add(user) || super.addUser(user, password);
    }

    /** Takes the scripts and the quota of a test away. */
    @Override
    public void afterTest() throws Exception {
        SieveRepository scripts = server.get(SieveRepository.class);
        for (Username user : users) {
            scripts.setActive(user, SieveRepository.NO_SCRIPT_NAME);
            for (ScriptSummary script : scripts.listScripts(user)) {
                scripts.deleteScript(user, script.getName());
            }
            if (scripts.hasQuota(user)) {
                scripts.removeQuota(user);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
