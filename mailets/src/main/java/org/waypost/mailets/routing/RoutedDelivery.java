package org.waypost.mailets.routing;

import static org.waypost.steps.Parameter.duration;
import static org.waypost.steps.Parameter.number;
import static org.waypost.steps.Parameter.processor;
import static org.waypost.steps.Parameter.text;
import static org.waypost.steps.Parameter.words;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.waypost.accounts.routes.RetrySchedule;
import org.waypost.accounts.routes.Routes;
import org.waypost.mailets.routing.Parts.Part;
import org.waypost.mailets.smtp.Encryption;
import org.waypost.mailets.smtp.ServerName;
import org.waypost.steps.LastStep;
import org.waypost.steps.Parameter;
import org.waypost.steps.Parameters;

/**
 * Sends mail to other servers by the table of routes, which is changed while the server runs ({@code waypost route},
 * WebAdmin {@code /waypost/routes}). Each recipient takes the first route whose conditions hold; without any route all mail
 * goes to the servers of the recipients' domains (RFC 5321 §5.1).
 *
 * <p>Every route has a queue: {@code outgoing} for the default route, {@code outgoing-NAME} for the others. A mail is
 * decided again at each attempt, and at once when the table changes, so nothing is sent by a rule that was removed. What
 * fails for the time being is tried again by the schedule; what fails for good, or too long, goes to
 * {@code bounceProcessor} with its reason for each recipient, also when it has no sender.
 *
 * <p>Parameters: {@code outgoing}, the name of the queue (default outgoing); {@code retry}, the pauses between attempts for
 * routes without a schedule of their own (default 5 days, RFC 5321 §4.5.4.1); {@code timeout}, how long a server may take to
 * answer (default 5m, RFC 5321 §4.5.3.2); {@code connectionTimeout} (default 1m); {@code dnsRetries}, how often a domain
 * without a server is looked up again (default 12); {@code bounceProcessor}; {@code heloName}, the name in EHLO (default: the
 * name of the server).
 *
 * <pre><code>
 * &lt;mailet match="All" class="org.waypost.mailets.routing.RoutedDelivery"&gt;
 *   &lt;retry&gt;5m, 10m, 15m, 30m, 2*1h, 3*2h, 26*4h, 1*6h&lt;/retry&gt;
 *   &lt;bounceProcessor&gt;bounces&lt;/bounceProcessor&gt;
 * &lt;/mailet&gt;
 * </code></pre>
 */
@LastStep
public final class RoutedDelivery extends GenericMailet {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Parameter<String> OUTGOING = words(
                    "outgoing",
                    "The queue of the default route, and the begin of the names of the others.",
                    "1 to 40 letters, digits and hyphens")
            .as(words -> {
                if (words.size() != 1 || !words.get(0).matches("[A-Za-z0-9-]{1,40}")) {
                    throw new IllegalArgumentException();
                }
                return words.get(0);
            })
            .orElse("outgoing");
    private static final Parameter<RetrySchedule> RETRY = words(
                    "retry",
                    "The pauses between attempts, for routes without a schedule of their own.",
                    "pauses such as 5m, 2*1h, 26*4h; each from 1s to 7d, at most 200 attempts")
            .as(words -> RetrySchedule.parse(String.join(",", words)))
            .orElse(RetrySchedule.STANDARD.toString());
    private static final Parameter<Duration> TIMEOUT = duration(
                    "timeout", "How long a server may take to answer.", SHORTEST, Duration.ofMinutes(30))
            .orElse("5m");
    private static final Parameter<Duration> CONNECTION_TIMEOUT = duration(
                    "connectionTimeout", "How long a connection may take to be made.", SHORTEST, Duration.ofMinutes(10))
            .orElse("1m");
    private static final Parameter<Integer> DNS_RETRIES = number(
                    "dnsRetries", "How often a domain that has no server is looked up again.", 0, 100)
            .orElse("12");
    private static final Parameter<String> BOUNCE_PROCESSOR =
            processor("bounceProcessor", "Where mail goes that can't be delivered.");
    private static final Parameter<String> HELO_NAME = text(
                    "heloName", "The name in EHLO where a route has none of its own; absent: the name of the server.")
            .orNothing();

    /** What can be said to this mailet. */
    public static final Parameters PARAMETERS =
            Parameters.of(OUTGOING, RETRY, TIMEOUT, CONNECTION_TIMEOUT, DNS_RETRIES, BOUNCE_PROCESSOR, HELO_NAME);

    private final Routes routes;
    private final MailQueueFactory<?> queues;
    private final RouteFigures figures;
    private final ServerName serverName;
    private final Supplier<Encryption> trusted;
    private final MailHosts dns;
    private final OwnListeners own;
    private final Predicate<InetAddress> forbidden;
    private final Destinations destinations = new Destinations();
    private Options options;
    private Outgoing outgoing;

    @Inject
    public RoutedDelivery(
            Routes routes,
            MailQueueFactory<?> queues,
            MailHosts dns,
            OwnListeners own,
            RouteFigures figures,
            ServerName serverName) {
        this(routes, queues, dns, own, figures, serverName, own::here, Encryption::ofTrusted);
    }

    RoutedDelivery(
            Routes routes,
            MailQueueFactory<?> queues,
            MailHosts dns,
            OwnListeners own,
            RouteFigures figures,
            ServerName serverName,
            Predicate<InetAddress> forbidden,
            Supplier<Encryption> trusted) {
        this.routes = routes;
        this.queues = queues;
        this.figures = figures;
        this.serverName = serverName;
        this.dns = dns;
        this.own = own;
        this.forbidden = forbidden;
        this.trusted = trusted;
    }

    @Override
    public void init() throws MessagingException {
        Parameters.Said said = PARAMETERS.read(getMailetConfig(), RoutedDelivery.class);
        options = new Options(
                said.get(OUTGOING),
                said.get(RETRY),
                said.get(CONNECTION_TIMEOUT),
                said.get(TIMEOUT),
                said.get(DNS_RETRIES),
                said.get(BOUNCE_PROCESSOR),
                said.optional(HELO_NAME).orElseGet(serverName::name));
        outgoing = new Outgoing(queues, options.outgoing());
        Transmission transmission = new Transmission(
                new Targets(dns, own, forbidden), new Sessions(routes, options, trusted), getMailetContext());
        Dispatch dispatch =
                new Dispatch(routes, transmission, outgoing, getMailetContext(), options, figures, destinations);
        outgoing.start(routes.table(), routes.removed().collectList().block(), dispatch::process);
        routes.listen(table -> {
            destinations.reconsider();
            outgoing.follow(table);
        });
        // What changed between the two.
        outgoing.follow(routes.table());
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        List<Part> parts = Parts.of(mail, routes.table());
        List<MailAddress> left = new ArrayList<>(mail.getRecipients());
        for (Part part : parts) {
            try {
                outgoing.put(part, mail, Duration.ZERO);
            } catch (MessagingException | RuntimeException e) {
                // Those who are in a queue already don't get it twice when the rest is processed again.
                mail.setRecipients(left);
                throw e;
            }
            left.removeAll(part.recipients());
        }
        mail.setState(Mail.GHOST);
    }

    /** For tests: the queues. */
    Outgoing outgoing() {
        return outgoing;
    }

    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return List.of(new ProcessingState(options.bounceProcessor()));
    }

    @Override
    public void destroy() {
        outgoing.stop(destinations::close);
    }

    @Override
    public String getMailetInfo() {
        return "Waypost routed delivery";
    }
}
