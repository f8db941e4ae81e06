package org.waypost.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.UserEntityValidator;
import org.apache.james.core.Username;
import org.apache.james.data.UsersRepositoryModuleChooser;
import org.apache.james.data.UsersRepositoryModuleChooser.Implementation;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.dnsservice.dnsjava.DNSJavaService;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.memory.MemoryDomainList;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.ldap.LdapRepositoryConfiguration;
import org.apache.james.user.ldap.ReadOnlyUsersLDAPRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.server.composition.ServerPaths;

/** {@code usersrepository.xml} decides where users come from; the directory is in this process. */
class DirectoryUsersTest {
    private static final String BASE = "dc=example,dc=test";
    private static final String MANAGER = "cn=manager," + BASE;
    private static final Username ALICE = Username.of("alice@example.test");

    @TempDir
    Path folder;

    private InMemoryDirectoryServer directory;

    @BeforeEach
    void start() throws Exception {
        InMemoryDirectoryServerConfig configuration = new InMemoryDirectoryServerConfig(BASE);
        configuration.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("loopback", InetAddress.getByName("127.0.0.1"), 0, null));
        configuration.addAdditionalBindCredentials(MANAGER, "secret of the manager");
        configuration.setSchema(null);
        directory = new InMemoryDirectoryServer(configuration);
        directory.startListening();
        directory.add("dn: " + BASE, "objectClass: domain", "dc: example");
        directory.add(
                "dn: uid=alice," + BASE,
                "objectClass: inetOrgPerson",
                "uid: alice",
                "mail: alice@example.test",
                "userPassword: a secret of alice");
    }

    @AfterEach
    void stop() {
        directory.shutDown(true);
    }

    private FileConfigurationProvider provider(String users) throws Exception {
        Files.writeString(folder.resolve("usersrepository.xml"), users);
        var configuration = new ServerPaths(folder, folder, folder, folder).asJamesConfiguration();
        return new FileConfigurationProvider(new FileSystemImpl(configuration.directories()), configuration);
    }

    private String ldap() {
        return """
                <usersrepository class="org.apache.james.user.ldap.ReadOnlyUsersLDAPRepository"
                    ldapHost="ldap://127.0.0.1:%d" principal="%s" credentials="secret of the manager"
                    userBase="%s" userIdAttribute="mail" userObjectClass="inetOrgPerson">
                  <enableVirtualHosting>true</enableVirtualHosting>
                  <supportsVirtualHosting>true</supportsVirtualHosting>
                </usersrepository>
                """
                .formatted(directory.getListenPort(), MANAGER, BASE);
    }

    private UsersRepository users(ConfigurationProvider provider, Implementation implementation) throws Exception {
        Injector injector = Guice.createInjector(
                Modules.combine(
                        new UsersRepositoryModuleChooser(new UsersStorageModule()).chooseModules(implementation)),
                binder -> {
                    binder.bind(UserEntityValidator.class).toInstance(UserEntityValidator.NOOP);
                    binder.bind(ConfigurationProvider.class).toInstance(provider);
                    binder.bind(DNSService.class).to(DNSJavaService.class);
                    binder.bind(DomainList.class).to(MemoryDomainList.class);
                    binder.bind(MetricFactory.class).toInstance(new RecordingMetricFactory());
                });
        ReadOnlyUsersLDAPRepository users = injector.getInstance(ReadOnlyUsersLDAPRepository.class);
        users.configure(injector.getInstance(LdapRepositoryConfiguration.class));
        users.init();
        assertThat(injector.getInstance(UsersRepository.class)).isSameAs(users);
        return users;
    }

    @Test
    void usersOfADirectoryLogInWithTheirPasswordAndNoOther() throws Exception {
        FileConfigurationProvider provider = provider(ldap());
        assertThat(Implementation.parse(provider)).isEqualTo(Implementation.LDAP);

        UsersRepository users = users(provider, Implementation.parse(provider));

        assertThat(users.contains(ALICE)).isTrue();
        assertThat(users.contains(Username.of("bob@example.test"))).isFalse();
        assertThat(ImmutableList.copyOf(users.list())).containsExactly(ALICE);
        assertThat(users.test(ALICE, "a secret of alice")).isTrue();
        assertThat(users.test(ALICE, "wrong")).isFalse();
        // RFC 4513 §5.1.2: a bind with a name and no password proves nothing.
        assertThat(users.test(ALICE, "")).isFalse();
    }

    @Test
    void whoJoinsTheDirectoryIsKnownAtOnce() throws Exception {
        FileConfigurationProvider provider = provider(ldap());
        UsersRepository users = users(provider, Implementation.LDAP);
        Username bob = Username.of("bob@example.test");
        assertThat(users.contains(bob)).isFalse();

        directory.add(
                "dn: uid=bob," + BASE,
                "objectClass: inetOrgPerson",
                "uid: bob",
                "mail: bob@example.test",
                "userPassword: a secret of bob");

        assertThat(users.test(bob, "a secret of bob")).isTrue();
    }

    @Test
    void withoutADirectoryUsersAreInCassandra() throws Exception {
        String shipped = Files.readString(Path.of(System.getProperty("waypost.root"), "conf", "usersrepository.xml"));

        assertThat(Implementation.parse(provider(shipped))).isEqualTo(Implementation.DEFAULT);
    }
}
