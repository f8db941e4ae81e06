package org.waypost.protocols.pop3;

import java.util.Collection;
import java.util.List;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.CommandHandler;
import org.apache.james.protocols.pop3.POP3Session;

/** Refuses message numbers below 1 and negative line counts (RFC 1939 §5, §7), on which James' commands throw. */
final class MessageNumbers implements CommandHandler<POP3Session> {

    @Override
    public Response onCommand(POP3Session session, Request request) {
        String arguments = request.getArgument();
        if (arguments == null || session.getHandlerState() != POP3Session.TRANSACTION) {
            return null;
        }
        String[] numbers = arguments.trim().split(" +");
        if (!numbers[0].isEmpty() && !isAtLeast(1, numbers[0])) {
            return Answers.error("There is no such message");
        }
        if (numbers.length > 1 && !isAtLeast(0, numbers[1])) {
            return Answers.error("The second argument is no number of lines");
        }
        return null;
    }

    private static boolean isAtLeast(int least, String number) {
        try {
            return Integer.parseInt(number) >= least;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public Collection<String> getImplCommands() {
        return List.of("LIST", "UIDL", "RETR", "TOP", "DELE");
    }
}
