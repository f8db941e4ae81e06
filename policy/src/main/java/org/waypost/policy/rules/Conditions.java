package org.waypost.policy.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.waypost.accounts.rules.Condition;
import org.waypost.accounts.rules.MessageSize;

/** Whether conditions hold for a message. */
final class Conditions {
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
    private static final Pattern COMMENT = Pattern.compile("\\([^()]*+\\)");
    private static final Pattern ANGLE = Pattern.compile("<([^<>]*+)>");

    private final MessageView message;
    private final MaybeSender sender;
    private List<String> senders;

    Conditions(MessageView message, MaybeSender sender) {
        this.message = message;
        this.sender = sender;
    }

    boolean hold(Condition condition) {
        return looked(condition) != condition.turned();
    }

    private boolean looked(Condition condition) {
        if (condition.larger() != null) {
            return message.size() > MessageSize.octets("larger", condition.larger());
        }
        if (condition.smaller() != null) {
            return message.size() < MessageSize.octets("smaller", condition.smaller());
        }
        if (condition.sender() != null) {
            return condition.sender().stream().anyMatch(this::isSender);
        }
        if (condition.body() != null) {
            return any(condition.contains(), List.of(message.body()), String::contains);
        }
        return condition.headers().stream().map(message::header).anyMatch(values -> compared(condition, values));
    }

    private static boolean compared(Condition condition, List<String> values) {
        if (condition.contains() != null) {
            return any(condition.contains(), values, String::contains);
        }
        if (condition.exactly() != null) {
            return any(condition.exactly(), values, String::equals);
        }
        if (condition.starts() != null) {
            return any(condition.starts(), values, String::startsWith);
        }
        return any(condition.like(), values, (value, pattern) -> Wildcards.match(pattern, value));
    }

    private static boolean any(List<String> wanted, List<String> values, BiPredicate<String, String> comparison) {
        return wanted.stream().map(Folded::of).anyMatch(text -> values.stream()
                .anyMatch(value -> comparison.test(value, text)));
    }

    private boolean isSender(String pattern) {
        String folded = Folded.of(pattern);
        String whole = folded.startsWith("@") ? "*" + folded : folded;
        return senders().stream().anyMatch(address -> Wildcards.match(whole, address));
    }

    /** The envelope's sender and the addresses of From. */
    private List<String> senders() {
        if (senders == null) {
            senders = new ArrayList<>();
            sender.asOptional().map(MailAddress::asString).map(Folded::of).ifPresent(senders::add);
            message.rawHeader("From").forEach(this::addresses);
        }
        return senders;
    }

    /** What stands in quotes or comments of From is a name, whatever it looks like (RFC 5322 §3.4). */
    private void addresses(String from) {
        String bare = COMMENT.matcher(QUOTED.matcher(from).replaceAll(" ")).replaceAll(" ");
        Matcher angles = ANGLE.matcher(bare);
        boolean found = false;
        while (angles.find()) {
            senders.add(Folded.of(angles.group(1).trim()));
            found = true;
        }
        if (!found) {
            for (String address : bare.split("[,;]")) {
                senders.add(Folded.of(address.trim()));
            }
        }
    }
}
