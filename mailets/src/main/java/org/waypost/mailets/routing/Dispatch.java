package org.waypost.mailets.routing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.routes.RetrySchedule;
import org.waypost.accounts.routes.RouteTable;
import org.waypost.accounts.routes.Routes;
import org.waypost.mailets.bounce.DeliveryFailure;
import org.waypost.mailets.routing.Destinations.Turn;
import org.waypost.mailets.routing.Parts.Part;
import org.waypost.mailets.routing.RouteFigures.Outcome;
import org.waypost.mailets.routing.Unreachable.Lasting;

/**
 * Does what is due with a mail of a queue: decides its route again, sends it, and sees to what could not be sent.
 *
 * <p>When {@link #process} returns, all of the mail is somewhere: at another server, back in a queue, or with the processor
 * for mail that can't be delivered. What fails in between leaves the mail in its queue.
 */
final class Dispatch {
    private static final Duration UNTOLD = Duration.ofMinutes(1);
    private static final Logger LOGGER = LoggerFactory.getLogger(Dispatch.class);

    private final Routes routes;
    private final Transmission transmission;
    private final Outgoing outgoing;
    private final MailetContext context;
    private final Options options;
    private final RouteFigures figures;
    private final Destinations destinations;

    Dispatch(
            Routes routes,
            Transmission transmission,
            Outgoing outgoing,
            MailetContext context,
            Options options,
            RouteFigures figures,
            Destinations destinations) {
        this.routes = routes;
        this.transmission = transmission;
        this.outgoing = outgoing;
        this.context = context;
        this.options = options;
        this.figures = figures;
        this.destinations = destinations;
    }

    /** @param queue the name of the route whose queue held the mail */
    void process(String queue, Mail mail) throws MessagingException {
        RouteTable table = routes.table();
        List<Part> parts = Parts.of(mail, table);
        while (parts.size() == 1 && parts.get(0).route().name().equals(queue)) {
            RouteTable decided = table;
            if (attempt(mail, parts.get(0), () -> routes.table() != decided)) {
                return;
            }
            table = routes.table();
            parts = Parts.of(mail, table);
        }
        move(queue, mail, parts);
    }

    private void move(String queue, Mail mail, List<Part> parts) throws MailQueueException {
        // The table has changed since: no mail is sent by a rule that isn't its own any more.
        for (Part part : parts) {
            outgoing.put(part, mail, Duration.ZERO);
            figures.count(queue, Outcome.MOVED, part.recipients().size());
            LOGGER.info(
                    "Moved mail={} recipients={} from route={} to route={}",
                    mail.getName(),
                    part.recipients(),
                    queue,
                    part.route().name());
        }
    }

    /** Returns false when the table changed before the mail's turn came. */
    private boolean attempt(Mail mail, Part part, BooleanSupplier outdated) throws MessagingException {
        String route = part.route().name();
        Optional<Turn> turn = turn(part, outdated);
        if (turn.isEmpty()) {
            if (outdated.getAsBoolean()) {
                return false;
            }
            figures.count(route, Outcome.BUSY, part.recipients().size());
            outgoing.put(part, mail, destinations.turnAfter(part));
            return true;
        }
        Result result;
        figures.sending(route, 1);
        try (Turn mine = turn.get()) {
            result = transmission.send(mail, part);
        } finally {
            figures.sending(route, -1);
        }
        figures.count(route, Outcome.DELIVERED, result.delivered().size());
        settle(mail, part, result);
        return true;
    }

    private Optional<Turn> turn(Part part, BooleanSupplier outdated) throws MessagingException {
        try {
            return destinations.take(part, outdated);
        } catch (InterruptedException e) {
            throw new MessagingException("The server stops", e);
        }
    }

    /** What is tried again is safe before the sender is told of the rest. */
    private void settle(Mail mail, Part part, Result result) throws MessagingException {
        int attempts = Attempts.failed(mail) + 1;
        RetrySchedule schedule =
                part.route().retry() == null ? options.retry() : part.route().retry();
        Optional<Duration> pause = schedule.after(attempts);
        Map<MailAddress, DeliveryFailure> again = new LinkedHashMap<>();
        Map<MailAddress, DeliveryFailure> over = new LinkedHashMap<>();
        result.failed().forEach((recipient, failed) -> {
            boolean last = failed.lasting() == Lasting.FOR_EVER
                    || pause.isEmpty()
                    || failed.lasting() == Lasting.SHORTLY && attempts > options.dnsRetries();
            (last ? over : again).put(recipient, failed.failure());
        });
        Attempts.failed(mail, attempts);
        if (!again.isEmpty()) {
            defer(mail, part, again, attempts, pause.orElseThrow());
        }
        if (!over.isEmpty()) {
            giveUp(mail, part, over, attempts);
        }
    }

    private void defer(Mail mail, Part part, Map<MailAddress, DeliveryFailure> failures, int attempts, Duration pause)
            throws MailQueueException {
        figures.count(part.route().name(), Outcome.DEFERRED, failures.size());
        failures.forEach((recipient, failure) -> LOGGER.warn(
                "Deferred mail={} route={} sender={} recipient={} attempt={} next={} status={} server={} reason='{}'",
                mail.getName(),
                part.route().name(),
                mail.getMaybeSender().asString(),
                recipient,
                attempts,
                pause,
                failure.status(),
                failure.remote(),
                failure.diagnostic()));
        outgoing.put(new Part(part.route(), part.destination(), List.copyOf(failures.keySet())), mail, pause);
    }

    private void giveUp(Mail mail, Part part, Map<MailAddress, DeliveryFailure> failures, int attempts)
            throws MessagingException {
        figures.count(part.route().name(), Outcome.FAILED, failures.size());
        failures.forEach((recipient, failure) -> LOGGER.warn(
                "Failed mail={} route={} sender={} recipient={} attempts={} status={} server={} reason='{}'",
                mail.getName(),
                part.route().name(),
                mail.getMaybeSender().asString(),
                recipient,
                attempts,
                failure.status(),
                failure.remote(),
                failure.diagnostic()));
        mail.setRecipients(failures.keySet());
        DeliveryFailure.put(mail, failures);
        try {
            // Mail without a sender too: that processor keeps it (RFC 5321 §4.5.5 forbids to answer, not to remember).
            context.sendMail(mail, options.bounceProcessor());
        } catch (MessagingException | RuntimeException e) {
            LOGGER.error("The failure of mail={} can't be told, it is tried again", mail.getName(), e);
            outgoing.put(new Part(part.route(), part.destination(), List.copyOf(failures.keySet())), mail, UNTOLD);
        }
    }
}
