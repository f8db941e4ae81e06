package org.waypost.cassandra.contracts;

import org.apache.james.core.Domain;
import org.apache.james.dnsservice.api.InMemoryDNSService;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.cassandra.CassandraDomainList;
import org.apache.james.domainlist.cassandra.CassandraDomainListModule;
import org.apache.james.domainlist.lib.DomainListConfiguration;
import org.apache.james.domainlist.lib.DomainListContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** James' contract of the domain list. */
@Tag("feature-10")
class CassandraDomainListIT implements DomainListContract {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA =
            new CassandraKeyspaceExtension(CassandraDomainListModule.MODULE);

    private CassandraDomainList domains;

    @BeforeEach
    void setUp() throws Exception {
        domains = new CassandraDomainList(new InMemoryDNSService(), CASSANDRA.session());
        domains.configure(DomainListConfiguration.builder()
                .autoDetect(false)
                .autoDetectIp(false)
                .defaultDomain(Domain.LOCALHOST)
                .build());
    }

    @Override
    public DomainList domainList() {
        return domains;
    }
}
