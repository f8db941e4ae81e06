package org.waypost.server.suites;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.data.UsersRepositoryModuleChooser;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.apache.james.user.ldap.ReadOnlyUsersLDAPRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.composition.ServerPaths;

/** The example of a directory in conf/usersrepository.xml, against a directory in this JVM. */
@Tag("feature-1")
class LdapUsersTest {
    private static final Username ALICE = Username.of("alice@example.org");

    @TempDir
    Path folder;

    private InMemoryDirectoryServer directory;
    private FileConfigurationProvider configuration;
    private ReadOnlyUsersLDAPRepository users;

    @BeforeEach
    void start() throws Exception {
        InMemoryDirectoryServerConfig settings = new InMemoryDirectoryServerConfig("dc=example,dc=org");
        settings.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("loopback", InetAddress.getLoopbackAddress(), 0, null));
        settings.addAdditionalBindCredentials("cn=waypost,ou=services,dc=example,dc=org", "secret");
        // The example filters by an attribute of OpenLDAP's password policy.
        settings.setSchema(null);
        directory = new InMemoryDirectoryServer(settings);
        directory.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
        directory.add("dn: ou=people,dc=example,dc=org", "objectClass: organizationalUnit", "ou: people");
        person("alice");
        directory.startListening();

        ServerPaths paths = new ServerPaths(folder, folder, folder, folder);
        Files.writeString(folder.resolve("usersrepository.xml"), example());
        FileSystem files = new FileSystemImpl(paths.asJamesConfiguration().directories());
        configuration = new FileConfigurationProvider(files, paths.asJamesConfiguration());
        users = new ReadOnlyUsersLDAPRepository(new OneDomain());
        users.configure(configuration.getConfiguration("usersrepository"));
        users.init();
    }

    @AfterEach
    void stop() {
        directory.shutDown(true);
    }

    private void person(String name, String... more) throws Exception {
        directory.add(
                "dn: uid=" + name + ",ou=people,dc=example,dc=org",
                "objectClass: inetOrgPerson",
                "uid: " + name,
                "cn: " + name,
                "sn: " + name,
                "mail: " + name + "@example.org",
                "userPassword: secret of " + name);
        for (String line : more) {
            directory.modify(
                    "dn: uid=" + name + ",ou=people,dc=example,dc=org",
                    "changetype: modify",
                    "add: " + line.substring(0, line.indexOf(':')),
                    line);
        }
    }

    /** What the comment in the shipped file tells a sysadmin to put in. */
    private String example() throws Exception {
        String file = Files.readString(Path.of(System.getProperty("waypost.root"), "conf/usersrepository.xml"));
        int start = file.indexOf("<usersrepository name=\"LdapUsers\"");
        int end = file.indexOf("</usersrepository>", start);
        return file.substring(start, end)
                        .replace("ldaps://ldap.example.org:636", "ldap://127.0.0.1:" + directory.getListenPort())
                + "</usersrepository>";
    }

    @Test
    void theFileChoosesTheDirectory() {
        assertThat(UsersRepositoryModuleChooser.Implementation.parse(configuration))
                .isEqualTo(UsersRepositoryModuleChooser.Implementation.LDAP);
    }

    @Test
    void usersAreThoseOfTheDirectory() throws Exception {
        assertThat(users.contains(ALICE)).isTrue();
        assertThat(users.contains(Username.of("nobody@example.org"))).isFalse();
        assertThat(users.list()).toIterable().containsExactly(ALICE);
    }

    @Test
    void passwordsAreThoseOfTheDirectory() throws Exception {
        assertThat(users.test(ALICE, "secret of alice")).isTrue();
        assertThat(users.test(ALICE, "wrong")).isFalse();
        // RFC 4513 §5.1.2: a bind with an empty password succeeds without saying anything.
        assertThat(users.test(ALICE, "")).isFalse();
    }

    @Test
    void aLockedAccountIsNoUser() throws Exception {
        person("mallory", "pwdAccountLockedTime: 20260101000000Z");

        assertThat(users.contains(Username.of("mallory@example.org"))).isFalse();
        assertThat(users.test(Username.of("mallory@example.org"), "secret of mallory"))
                .isFalse();
    }

    private static final class OneDomain implements DomainList {
        private static final Domain DOMAIN = Domain.of("example.org");

        @Override
        public List<Domain> getDomains() {
            return List.of(DOMAIN);
        }

        @Override
        public boolean containsDomain(Domain domain) {
            return DOMAIN.equals(domain);
        }

        @Override
        public void addDomain(Domain domain) {
            throw new UnsupportedOperationException("The domains of this test don't change");
        }

        @Override
        public void removeDomain(Domain domain) {
            throw new UnsupportedOperationException("The domains of this test don't change");
        }

        @Override
        public Domain getDefaultDomain() {
            return DOMAIN;
        }
    }
}
