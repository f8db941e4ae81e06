package org.waypost.policy.dns;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * Asks recursive servers, one after the other until one answers, over UDP and, for long answers, TCP; follows aliases; and
 * remembers answers as long as the records allow.
 */
public final class ResolverDns implements Dns {
    private static final Logger LOGGER = LoggerFactory.getLogger(ResolverDns.class);

    private final LookupSession session;

    /**
     * @param servers     at least one; else an {@link IllegalArgumentException} is thrown
     * @param timeout     how long one server has for one try
     * @param cached      the most answers that are remembered
     * @param negativeFor how long at most it is remembered that a name or record isn't there
     */
    public ResolverDns(List<InetSocketAddress> servers, Duration timeout, int cached, Duration negativeFor) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("there is no DNS server to ask, expected at least one");
        }
        Cache cache = new Cache(DClass.IN);
        cache.setMaxEntries(cached);
        cache.setMaxNCache(Math.toIntExact(negativeFor.toSeconds()));
        ExtendedResolver all =
                new ExtendedResolver(servers.stream().map(SimpleResolver::new).toArray(Resolver[]::new));
        all.setTimeout(timeout);
        all.setRetries(2);
        this.session = LookupSession.builder().resolver(all).cache(cache).build();
    }

    @Override
    public CompletionStage<DnsAnswer> ask(String name, RecordType type) {
        Name absolute;
        try {
            absolute = Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            // What can't be a name is nobody's.
            return java.util.concurrent.CompletableFuture.completedFuture(DnsAnswer.NO_NAME);
        }
        return session.lookupAsync(absolute, Type.value(type.name()))
                .thenApply(found -> DnsAnswer.of(values(found.getRecords(), type)))
                .exceptionally(failure -> nothing(absolute, type, failure));
    }

    private static DnsAnswer nothing(Name name, RecordType type, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NoSuchDomainException) {
            return DnsAnswer.NO_NAME;
        }
        if (cause instanceof NoSuchRRSetException) {
            return DnsAnswer.NO_DATA;
        }
        LOGGER.debug("No answer for {} {}: {}", type, name, cause.toString());
        return DnsAnswer.FAILED;
    }

    private static List<String> values(List<Record> records, RecordType type) {
        return records.stream()
                .filter(record -> record.getType() == Type.value(type.name()))
                .sorted(Comparator.comparingInt(record -> record instanceof MXRecord mx ? mx.getPriority() : 0))
                .map(ResolverDns::value)
                .toList();
    }

    private static String value(Record record) {
        if (record instanceof ARecord a) {
            return a.getAddress().getHostAddress();
        }
        if (record instanceof AAAARecord aaaa) {
            return aaaa.getAddress().getHostAddress();
        }
        if (record instanceof MXRecord mx) {
            return mx.getTarget().toString(true);
        }
        if (record instanceof PTRRecord ptr) {
            return ptr.getTarget().toString(true);
        }
        return ((TXTRecord) record)
                .getStringsAsByteArrays().stream()
                        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                        .collect(Collectors.joining());
    }
}
