package org.waypost.policy.dns;

import java.util.concurrent.CompletionStage;

/** Asks the DNS. */
@FunctionalInterface
public interface Dns {

    /**
     * Asks for the records of a name.
     *
     * @param name absolute, with or without a dot at its end
     * @return never fails; who can't wait sets a deadline of its own
     */
    CompletionStage<DnsAnswer> ask(String name, RecordType type);
}
