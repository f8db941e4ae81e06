package org.waypost.policy.dns;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers what was asked, to show it to a person. */
public final class AskedDns implements Dns {

    /** A question and its answer. */
    public record Asked(String name, RecordType type, DnsAnswer answer) {}

    private final Dns dns;
    private final Collection<Asked> asked = new ConcurrentLinkedQueue<>();

    public AskedDns(Dns dns) {
        this.dns = dns;
    }

    @Override
    public CompletionStage<DnsAnswer> ask(String name, RecordType type) {
        return dns.ask(name, type).thenApply(answer -> {
            asked.add(new Asked(name, type, answer));
            return answer;
        });
    }

    /** What was answered so far, in that order. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }
}
