package org.waypost.cassandra.contracts;

import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.mock.SimpleDomainList;
import org.apache.james.rrt.api.AliasReverseResolver;
import org.apache.james.rrt.api.RecipientRewriteTableConfiguration;
import org.apache.james.rrt.lib.AbstractRecipientRewriteTable;
import org.apache.james.rrt.lib.AliasReverseResolverContract;
import org.apache.james.rrt.lib.AliasReverseResolverImpl;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.waypost.cassandra.CassandraKeyspaceExtension;

/** James' contract of the addresses that lead to a user. */
class CassandraAliasReverseResolverIT implements AliasReverseResolverContract {

    @RegisterExtension
    static final CassandraKeyspaceExtension CASSANDRA = new CassandraKeyspaceExtension(RewriteTables.TABLES);

    private AbstractRecipientRewriteTable table;
    private AliasReverseResolver resolver;

    @BeforeEach
    void setUp() throws Exception {
        table = RewriteTables.on(CASSANDRA.session());
        SimpleDomainList domains = new SimpleDomainList();
        domains.addDomain(DOMAIN);
        domains.addDomain(OTHER_DOMAIN);
        table.setDomainList(domains);
        table.setConfiguration(RecipientRewriteTableConfiguration.DEFAULT_ENABLED);
        resolver = new AliasReverseResolverImpl(table);
    }

    @Override
    public AliasReverseResolver aliasReverseResolver() {
        return resolver;
    }

    @Override
    public void addAliasMapping(Username alias, Username user) throws Exception {
        table.addAliasMapping(MappingSource.fromUser(alias), user.asString());
    }

    @Override
    public void addDomainAlias(Domain alias, Domain domain) throws Exception {
        table.addMapping(MappingSource.fromDomain(alias), Mapping.domainAlias(domain));
    }

    @Override
    public void addGroupMapping(String group, Username user) throws Exception {
        table.addGroupMapping(MappingSource.fromUser(Username.of(group)), user.asString());
    }
}
