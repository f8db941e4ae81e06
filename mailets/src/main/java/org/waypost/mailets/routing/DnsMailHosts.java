package org.waypost.mailets.routing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.james.core.Domain;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks the name servers of {@code dnsservice.xml}, which James makes the usual ones, and keeps what they say in their cache. */
public final class DnsMailHosts implements MailHosts {

    @Override
    public List<Exchanger> exchangers(Domain domain) throws Unreachable {
        return records(domain.asString(), Type.MX).stream()
                .map(MXRecord.class::cast)
                .map(record -> new Exchanger(record.getPriority(), text(record.getTarget())))
                .toList();
    }

    @Override
    public List<InetAddress> addresses(String host) throws Unreachable {
        if (host.equals("localhost") || host.matches("[0-9.]+|.*:.*")) {
            try {
                return List.of(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                return List.of();
            }
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (Record record : records(host, Type.A)) {
            addresses.add(((ARecord) record).getAddress());
        }
        for (Record record : records(host, Type.AAAA)) {
            addresses.add(((AAAARecord) record).getAddress());
        }
        return addresses;
    }

    @Override
    public List<String> names(InetAddress address) throws Unreachable {
        return records(ReverseMap.fromAddress(address).toString(), Type.PTR).stream()
                .map(record -> text(((PTRRecord) record).getTarget()))
                .toList();
    }

    private static String text(Name name) {
        return name.toString(true).replaceAll("\\.$", "");
    }

    private static List<Record> records(String name, int type) throws Unreachable {
        Lookup lookup;
        try {
            // With a final dot: no search path is tried.
            lookup = new Lookup(Name.fromString(name, Name.root), type);
        } catch (TextParseException e) {
            throw Unreachable.permanently("5.1.2", name + " is not a name of the DNS");
        }
        Record[] found = lookup.run();
        return switch (lookup.getResult()) {
            case Lookup.SUCCESSFUL -> Arrays.asList(found);
            case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
            default ->
                throw Unreachable.forNow(
                        "4.4.3", "The DNS doesn't answer for " + name + ": " + lookup.getErrorString());
        };
    }
}
