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
    private static final List<Mapping.Type> LEADING =
            List.of(Mapping.Type.Alias, Mapping.Type.Forward, Mapping.Type.Group, Mapping.Type.Address);

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
        for (Mapping.Type type : LEADING) {
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

    /** Entries under the old domain come to stand under the new one, and those that lead to its addresses lead to the new ones. */
    @Override
    public Mono<Void> move(Domain from, Domain to) {
        return ReactorBlocking.run(() -> {
            for (Map.Entry<MappingSource, Mappings> entry :
                    table.getAllMappings().entrySet()) {
                MappingSource source = entry.getKey();
                boolean under = source.availableDomain().filter(from::equals).isPresent();
                for (Mapping mapping : entry.getValue().asStream().toList()) {
                    move(
                            source,
                            mapping,
                            under ? renamed(source, to) : source,
                            leadsTo(mapping, from) ? renamed(mapping, to) : mapping);
                }
            }
        });
    }

    private static MappingSource renamed(MappingSource source, Domain to) {
        String text = source.asMailAddressString();
        return source.asDomain().isPresent()
                ? MappingSource.fromDomain(to)
                : MappingSource.fromUser(text.substring(0, text.lastIndexOf('@')), to);
    }

    private static boolean leadsTo(Mapping mapping, Domain domain) {
        return LEADING.contains(mapping.getType())
                && mapping.asMailAddress()
                        .filter(address -> address.getDomain().equals(domain))
                        .isPresent();
    }

    private static Mapping renamed(Mapping mapping, Domain to) {
        String localPart = mapping.asMailAddress().orElseThrow().getLocalPart();
        return Mapping.of(mapping.getType(), localPart + "@" + to.asString());
    }

    private void move(MappingSource from, Mapping mapping, MappingSource to, Mapping renamed) throws Exception {
        if (from.equals(to) && mapping.equals(renamed)) {
            return;
        }
        if (!table.getStoredMappings(to).contains(renamed)) {
            table.addMapping(to, renamed);
        }
        table.removeMapping(from, mapping);
    }

    /**
     * Groups, aliases and forwards of others that lead to a user lead to the new name. What stands under the old name is moved by a
     * step of James.
     */
    @Override
    public Mono<Void> move(Username from, Username to) {
        if (!from.hasDomainPart() || !to.hasDomainPart()) {
            return Mono.empty();
        }
        return ReactorBlocking.run(() -> {
            MappingSource old = MappingSource.fromUser(from);
            MappingSource renamed = MappingSource.fromUser(to);
            for (Map.Entry<MappingSource, Mappings> entry :
                    table.getAllMappings().entrySet()) {
                MappingSource source = entry.getKey();
                for (Mapping mapping : entry.getValue().asStream().toList()) {
                    if (source.equals(old) || !leadsTo(mapping, from.asMailAddress())) {
                        continue;
                    }
                    if (source.equals(renamed)) {
                        // It would lead to itself.
                        table.removeMapping(source, mapping);
                    } else {
                        move(source, mapping, source, Mapping.of(mapping.getType(), to.asString()));
                    }
                }
            }
        });
    }

    private static boolean leadsTo(Mapping mapping, MailAddress address) {
        return LEADING.contains(mapping.getType())
                && mapping.asMailAddress().filter(address::equals).isPresent();
    }
}
