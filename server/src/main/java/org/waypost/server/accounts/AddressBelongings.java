package org.waypost.server.accounts;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;
import org.apache.james.rrt.lib.Mappings;
import org.waypost.accounts.belongings.Belongings;
import org.waypost.accounts.settings.Scope;
import reactor.core.publisher.Mono;

/**
 * Entries of the rewrite table: those under the address of a user, and those of others that lead to it and to nowhere else in that
 * entry. Of a domain, all entries under it.
 */
final class AddressBelongings implements Belongings {
    private final RecipientRewriteTable table;

    @Inject
    AddressBelongings(RecipientRewriteTable table) {
        this.table = table;
    }

    @Override
    public String name() {
        return "addresses";
    }

    @Override
    public Mono<Void> remove(Scope scope) {
        if (scope instanceof Scope.OfUser of) {
            return ReactorBlocking.run(() -> remove(of.user()));
        }
        return scope instanceof Scope.OfDomain of ? ReactorBlocking.run(() -> remove(of.domain())) : Mono.empty();
    }

    private void remove(Username user) throws Exception {
        MappingSource own = MappingSource.fromUser(user);
        for (Mapping mapping : table.getStoredMappings(own).asStream().toList()) {
            table.removeMapping(own, mapping);
        }
        MailAddress address = user.hasDomainPart() ? user.asMailAddress() : null;
        if (address == null) {
            return;
        }
        for (Mapping.Type type :
                List.of(Mapping.Type.Alias, Mapping.Type.Forward, Mapping.Type.Group, Mapping.Type.Address)) {
            Mapping mapping = Mapping.of(type, address.asString());
            for (MappingSource source : table.getSourcesForType(type)
                    .filter(each -> leadsTo(each, mapping))
                    .collect(Collectors.toList())) {
                table.removeMapping(source, mapping);
            }
        }
    }

    private boolean leadsTo(MappingSource source, Mapping mapping) {
        try {
            return table.getStoredMappings(source).contains(mapping);
        } catch (Exception e) {
            throw new IllegalStateException("the mappings of " + source.asString() + " can't be read", e);
        }
    }

    private void remove(Domain domain) throws Exception {
        for (Map.Entry<MappingSource, Mappings> entry : table.getAllMappings().entrySet()) {
            if (entry.getKey().availableDomain().filter(domain::equals).isPresent()) {
                for (Mapping mapping : entry.getValue().asStream().toList()) {
                    table.removeMapping(entry.getKey(), mapping);
                }
            }
        }
    }

    /** James moves forwards in a step of its own; the addresses that lead to a user are followed by the operator's alias. */
    @Override
    public Mono<Void> move(Username from, Username to) {
        return Mono.empty();
    }
}
