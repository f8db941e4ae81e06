package org.waypost.mailets.routing;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.waypost.mailets.bounce.DeliveryFailure;

/** What became of each recipient in one attempt. */
final class Result {

    /** How long it makes sense to try again, and why. */
    record Failed(Unreachable.Lasting lasting, DeliveryFailure failure) {}

    private final Set<MailAddress> pending;
    private final Set<MailAddress> delivered = new LinkedHashSet<>();
    private final Map<MailAddress, Failed> failed = new LinkedHashMap<>();

    Result(Iterable<MailAddress> recipients) {
        this.pending = new LinkedHashSet<>();
        recipients.forEach(pending::add);
    }

    /** Those of whom nothing final is known. */
    Set<MailAddress> pending() {
        return new LinkedHashSet<>(pending);
    }

    void delivered(MailAddress recipient) {
        pending.remove(recipient);
        failed.remove(recipient);
        delivered.add(recipient);
    }

    /** A temporary failure stays pending: the next server may take it. */
    void failed(MailAddress recipient, Unreachable.Lasting lasting, DeliveryFailure failure) {
        failed.put(recipient, new Failed(lasting, failure));
        if (lasting == Unreachable.Lasting.FOR_EVER) {
            pending.remove(recipient);
        }
    }

    void allFailed(Unreachable.Lasting lasting, DeliveryFailure failure) {
        pending().forEach(recipient -> failed(recipient, lasting, failure));
    }

    Set<MailAddress> delivered() {
        return delivered;
    }

    Map<MailAddress, Failed> failed() {
        return failed;
    }
}
