package org.waypost.mailets.routing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.apache.mailet.base.Converter7Bit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.accounts.routes.Route;
import org.waypost.mailets.bounce.DeliveryFailure;
import org.waypost.mailets.routing.Parts.Part;
import org.waypost.mailets.routing.Unreachable.Lasting;
import org.waypost.mailets.smtp.Reply;
import org.waypost.mailets.smtp.SmtpConnection;
import org.waypost.mailets.smtp.Target;

/** Sends one part of a mail: to the first of the servers that takes it, with the next for those it doesn't take now. */
final class Transmission {
    private static final Logger LOGGER = LoggerFactory.getLogger(Transmission.class);

    private final Targets targets;
    private final Sessions sessions;
    private final MailetContext context;

    Transmission(Targets targets, Sessions sessions, MailetContext context) {
        this.targets = targets;
        this.sessions = sessions;
        this.context = context;
    }

    Result send(Mail mail, Part part) {
        Result result = new Result(part.recipients());
        try {
            for (Target target : targets.of(part.route(), part.destination(), sessions.name(part.route()))) {
                if (result.pending().isEmpty()) {
                    break;
                }
                send(mail, part.route(), target, result);
            }
        } catch (Unreachable e) {
            result.allFailed(e.lasting(), e.failure());
        }
        return result;
    }

    private void send(Mail mail, Route route, Target target, Result result) {
        try (SmtpConnection connection = sessions.open(route, target, (name, done, said) -> {})) {
            converse(connection, mail, route, target, result);
            quit(connection, target);
        } catch (Sessions.Refused e) {
            // A server that takes nothing from us now, whatever its code: another may, and it may later (RFC 5321
            // §3.1).
            result.allFailed(Lasting.A_WHILE, failure(e.reply(), target));
        } catch (IOException | MessagingException e) {
            result.allFailed(Lasting.A_WHILE, new DeliveryFailure("4.4.1", target + ": " + e.getMessage(), ""));
        }
    }

    private static void quit(SmtpConnection connection, Target target) {
        try {
            connection.quit();
        } catch (IOException e) {
            // What was answered counts; how the server says goodbye doesn't.
            LOGGER.debug("{} closed without an answer to QUIT: {}", target, e.getMessage());
        }
    }

    private void converse(SmtpConnection connection, Mail mail, Route route, Target target, Result result)
            throws IOException, MessagingException {
        boolean international = international(mail, result);
        if (international && !connection.offers("SMTPUTF8")) {
            // RFC 6531 §3.2: such addresses can't be written any other way.
            result.allFailed(
                    Lasting.FOR_EVER,
                    new DeliveryFailure("5.6.7", "The server doesn't take addresses beyond ASCII", target.name()));
            return;
        }
        if (!connection.offers("8BITMIME")) {
            new Converter7Bit(context).convertTo7Bit(mail.getMessage());
        }
        long size = mail.getMessageSize();
        Reply sender = connection.command(mailCommand(connection, mail, size, international));
        if (!sender.positive()) {
            result.allFailed(lasting(sender), failure(sender, target));
            return;
        }
        List<MailAddress> taken = new ArrayList<>();
        for (MailAddress recipient : result.pending()) {
            Reply reply = connection.command(recipientCommand(connection, mail, recipient));
            if (reply.positive()) {
                taken.add(recipient);
            } else {
                result.failed(recipient, lasting(reply), failure(reply, target));
            }
        }
        if (!taken.isEmpty()) {
            message(connection, mail, route, target, result, taken, size);
        }
    }

    private static void message(
            SmtpConnection connection,
            Mail mail,
            Route route,
            Target target,
            Result result,
            List<MailAddress> taken,
            long size)
            throws IOException {
        Reply reply = connection.command("DATA");
        if (reply.code() == 354) {
            reply = connection.message(
                    out -> {
                        try {
                            mail.getMessage().writeTo(out);
                        } catch (MessagingException e) {
                            throw new IOException("The message can't be read: " + e.getMessage(), e);
                        }
                    },
                    size);
        }
        for (MailAddress recipient : taken) {
            if (reply.positive()) {
                result.delivered(recipient);
                LOGGER.info(
                        "Sent mail={} route={} sender={} recipient={} server={} address={} encrypted={} reply='{}'",
                        mail.getName(),
                        route.name(),
                        mail.getMaybeSender().asString(),
                        recipient,
                        target.name(),
                        target,
                        connection.encrypted(),
                        reply.text());
            } else {
                result.failed(recipient, lasting(reply), failure(reply, target));
            }
        }
    }

    private static boolean international(Mail mail, Result result) {
        return !ascii(mail.getMaybeSender().asString(""))
                || result.pending().stream().anyMatch(recipient -> !ascii(recipient.asString()));
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static String mailCommand(SmtpConnection connection, Mail mail, long size, boolean international) {
        StringBuilder command = new StringBuilder("MAIL FROM:<")
                .append(mail.getMaybeSender().asString(""))
                .append('>');
        // RFC 1870 §6, RFC 6152 §3, RFC 6531 §3.4.
        if (connection.offers("SIZE") && size > 0) {
            command.append(" SIZE=").append(size);
        }
        if (connection.offers("8BITMIME")) {
            command.append(" BODY=8BITMIME");
        }
        if (international) {
            command.append(" SMTPUTF8");
        }
        // RFC 3461 §4.3, §4.4: what the sender wishes goes on to whoever understands it.
        if (connection.offers("DSN")) {
            mail.dsnParameters().flatMap(DsnParameters::getRetParameter).ifPresent(ret -> command.append(" RET=")
                    .append(ret.name()));
            mail.dsnParameters()
                    .flatMap(DsnParameters::getEnvIdParameter)
                    .map(id -> id.asString())
                    .filter(id -> id.matches("[!-~]{1,100}"))
                    .ifPresent(id -> command.append(" ENVID=").append(id));
        }
        return command.toString();
    }

    private static String recipientCommand(SmtpConnection connection, Mail mail, MailAddress recipient) {
        StringBuilder command =
                new StringBuilder("RCPT TO:<").append(recipient.asString()).append('>');
        if (connection.offers("DSN")) {
            Optional<DsnParameters.RecipientDsnParameters> wishes = mail.dsnParameters()
                    .map(DsnParameters::getRcptParameters)
                    .map(parameters -> parameters.get(recipient));
            wishes.flatMap(DsnParameters.RecipientDsnParameters::getNotifyParameter)
                    .ifPresent(notify -> command.append(" NOTIFY=")
                            .append(notify.stream()
                                    .map(each -> each.name().toUpperCase(Locale.ROOT))
                                    .collect(Collectors.joining(","))));
            wishes.flatMap(DsnParameters.RecipientDsnParameters::getOrcptParameter)
                    .map(MailAddress::asString)
                    .filter(address -> address.matches("[!-~&&[^+=]]+"))
                    .ifPresent(address -> command.append(" ORCPT=rfc822;").append(address));
        }
        return command.toString();
    }

    private static Lasting lasting(Reply reply) {
        return reply.permanent() ? Lasting.FOR_EVER : Lasting.A_WHILE;
    }

    private static DeliveryFailure failure(Reply reply, Target target) {
        return new DeliveryFailure(reply.status(), reply.text(), target.name());
    }
}
