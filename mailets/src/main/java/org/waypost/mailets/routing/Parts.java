package org.waypost.mailets.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.waypost.accounts.routes.Envelope;
import org.waypost.accounts.routes.Route;
import org.waypost.accounts.routes.RouteTable;

/** Parts a mail by what the table says: recipients of one part leave on one connection. */
final class Parts {
    private Parts() {}

    /**
     * Recipients that take one route to one place.
     *
     * @param destination the recipients' domain; empty when the route has hops
     */
    record Part(Route route, String destination, List<MailAddress> recipients) {
        /** What is counted as one destination. */
        String place() {
            return route.name() + "/" + destination;
        }
    }

    private record Way(Route route, String destination) {}

    static List<Part> of(Mail mail, RouteTable table) throws MessagingException {
        return of(mail, mail.getRecipients(), table);
    }

    private static List<Part> of(Mail mail, Collection<MailAddress> recipients, RouteTable table)
            throws MessagingException {
        Optional<Username> user = AttributeUtils.getValueAndCastFromMail(mail, Mail.SMTP_AUTH_USER, String.class)
                .filter(name -> !name.isBlank())
                .map(Username::of);
        long size = mail.getMessageSize();
        Map<Way, List<MailAddress>> ways = new LinkedHashMap<>();
        for (MailAddress recipient : recipients) {
            Route route = table.decide(new Envelope(mail.getMaybeSender().asOptional(), user, recipient, size));
            String domain = recipient.getDomain().asString().toLowerCase(Locale.ROOT);
            ways.computeIfAbsent(new Way(route, route.hops().isEmpty() ? domain : ""), way -> new ArrayList<>())
                    .add(recipient);
        }
        return ways.entrySet().stream()
                .map(way -> new Part(way.getKey().route(), way.getKey().destination(), List.copyOf(way.getValue())))
                .toList();
    }
}
