package org.waypost.cassandra.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.Version;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.dnsservice.api.InMemoryDNSService;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.cassandra.CassandraDomainList;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.domainlist.lib.DomainListContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.cassandra.JamesTables;
import org.waypost.cassandra.OwnMigrations;
import org.waypost.cassandra.schema.SchemaInstaller;
import org.waypost.cassandra.schema.SchemaReport;

/** A ring of Cassandra 4.1 takes the whole schema, and James' contract of the domain list holds on it. */
class OlderRingIT implements DomainListContract {

    @TempDir
    static Path folder;

    private static OperatorNode node;
    private static CqlSession session;
    private static SchemaReport report;

    private CassandraDomainList domains;

    @BeforeAll
    static void start() throws IOException {
        node = OperatorNode.ofVersion4(folder);
        session = new SessionFactory(CassandraSettings.local(node.clear().getPort(), "waypost"), new MetricRegistry())
                .open();
        report = new SchemaInstaller(session, JamesTables.ALL, OwnMigrations.all(), "test").install();
    }

    @AfterAll
    static void stop() {
        if (session != null) {
            session.close();
        }
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void setUp() throws Exception {
        domains = new CassandraDomainList(new InMemoryDNSService(), session);
        domains.configure(DomainListConfiguration.builder()
                .autoDetect(false)
                .autoDetectIp(false)
                .defaultDomain(Domain.LOCALHOST)
                .build());
    }

    @AfterEach
    void noDomain() {
        session.execute("TRUNCATE domains");
    }

    @Override
    public DomainList domainList() {
        return domains;
    }

    @Test
    void theWholeSchemaIsMadeOnceOnVersion4() {
        List<Version> versions = session.getMetadata().getNodes().values().stream()
                .map(Node::getCassandraVersion)
                .toList();

        assertThat(versions).singleElement().hasToString("4.1.10");
        assertThat(report.tablesCreated()).isGreaterThan(40);
        assertThat(new SchemaInstaller(session, JamesTables.ALL, OwnMigrations.all(), "test")
                        .install()
                        .nothingToDo())
                .isTrue();
    }
}
