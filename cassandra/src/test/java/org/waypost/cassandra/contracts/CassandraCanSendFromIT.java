package org.waypost.cassandra.contracts;

import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.mock.SimpleDomainList;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.rrt.api.RecipientRewriteTableConfiguration;
import org.apache.james.rrt.lib.AbstractRecipientRewriteTable;
import org.apache.james.rrt.lib.AliasReverseResolverImpl;
import org.apache.james.rrt.lib.CanSendFromContract;
import org.apache.james.rrt.lib.CanSendFromImpl;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** James' contract of the addresses that a user may send from. */
class CassandraCanSendFromIT implements CanSendFromContract {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension(RewriteTables.TABLES);

    private AbstractRecipientRewriteTable table;
    private CanSendFrom canSendFrom;

    @BeforeEach
    void setUp() throws Exception {
        table = RewriteTables.on(CASSANDRA.session());
        SimpleDomainList domains = new SimpleDomainList();
        domains.addDomain(DOMAIN);
        domains.addDomain(OTHER_DOMAIN);
        table.setDomainList(domains);
        table.setConfiguration(RecipientRewriteTableConfiguration.DEFAULT_ENABLED);
        canSendFrom = new CanSendFromImpl(table, new AliasReverseResolverImpl(table));
    }

    @Override
    public CanSendFrom canSendFrom() {
        return canSendFrom;
    }

    @Override
    public void addAliasMapping(Username alias, Username user) throws Exception {
        table.addAliasMapping(MappingSource.fromUser(alias), user.asString());
    }

    @Override
    public void addDomainMapping(Domain alias, Domain domain, Mapping.Type type) throws Exception {
        MappingSource source = MappingSource.fromDomain(alias);
        if (type == Mapping.Type.Domain) {
            table.addDomainMapping(source, domain);
        } else {
            table.addDomainAliasMapping(source, domain);
        }
    }

    @Override
    public void addGroupMapping(String group, Username user) throws Exception {
        table.addGroupMapping(MappingSource.fromUser(Username.of(group)), user.asString());
    }
}
