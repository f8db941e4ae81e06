package org.waypost.server.command.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Asks the DNS (RFC 1035), each question within a few seconds. */
final class Dns {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final Resolver resolver;

    Dns(Optional<InetSocketAddress> server) {
        this.resolver = server.<Resolver>map(SimpleResolver::new).orElseGet(ExtendedResolver::new);
        resolver.setTimeout(TIMEOUT);
    }

    /** A mail server of a domain. */
    record MailServer(int preference, String host) {}

    List<MailServer> mailServers(String domain) throws IOException {
        List<MailServer> servers = new ArrayList<>();
        for (Record answer : ask(name(domain), Type.MX)) {
            if (answer instanceof MXRecord mx) {
                servers.add(new MailServer(mx.getPriority(), plain(mx.getTarget())));
            }
        }
        servers.sort(java.util.Comparator.comparingInt(MailServer::preference));
        return servers;
    }

    /** Texts; the strings of one record belong together without a space (RFC 7208 §3.3). */
    List<String> texts(String domain) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Record answer : ask(name(domain), Type.TXT)) {
            if (answer instanceof TXTRecord txt) {
                texts.add(txt.getStrings().stream().collect(Collectors.joining()));
            }
        }
        return texts;
    }

    List<InetAddress> addresses(String host) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (int type : new int[] {Type.A, Type.AAAA}) {
            for (Record answer : ask(name(host), type)) {
                if (answer instanceof ARecord a) {
                    addresses.add(a.getAddress());
                } else if (answer instanceof AAAARecord aaaa) {
                    addresses.add(aaaa.getAddress());
                }
            }
        }
        return addresses;
    }

    boolean isAlias(String host) throws IOException {
        return ask(name(host), Type.CNAME).stream().anyMatch(CNAMERecord.class::isInstance);
    }

    List<String> names(InetAddress address) throws IOException {
        List<String> names = new ArrayList<>();
        for (Record answer : ask(ReverseMap.fromAddress(address), Type.PTR)) {
            if (answer instanceof PTRRecord ptr) {
                names.add(plain(ptr.getTarget()));
            }
        }
        return names;
    }

    private List<Record> ask(Name name, int type) throws IOException {
        Message answer = resolver.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
        int code = answer.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            throw new IOException("the DNS server answers " + Rcode.string(code) + " for " + name);
        }
        return answer.getSection(Section.ANSWER);
    }

    private static Name name(String text) throws IOException {
        return Name.fromString(text.endsWith(".") ? text : text + ".");
    }

    private static String plain(Name name) {
        return name.equals(Name.root) ? "." : name.toString(true).toLowerCase(java.util.Locale.ROOT);
    }
}
