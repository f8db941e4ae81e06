package org.waypost.accounts.routes;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.accounts.settings.SettingRefused;

/**
 * Which mail takes a route: every kind of condition that is given must hold, by any of its patterns. In a pattern {@code *}
 * stands for any text; capitals don't matter.
 *
 * @param senderDomains    domains of the envelope sender, such as {@code example.org} or {@code *.example.org}
 * @param senders          envelope senders, such as {@code *-news@example.org}; {@code <>} for mail without one
 * @param users            who authenticated, such as {@code bob@example.org}
 * @param recipientDomains domains of the recipient
 * @param largerThan       octets that a message must exceed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouteConditions(
        List<String> senderDomains,
        List<String> senders,
        List<String> users,
        List<String> recipientDomains,
        Long largerThan) {
    /** No condition: all mail. */
    public static final RouteConditions NONE = new RouteConditions(null, null, null, null, null);

    private static final String NULL_SENDER = "<>";
    private static final int MOST = 1000;

    public RouteConditions {
        senderDomains = patterns("senderDomains", senderDomains, RouteConditions::domain, DOMAIN);
        senders = patterns("senders", senders, text -> text.equals(NULL_SENDER) || address(text), SENDER);
        users = patterns("users", users, text -> text.matches("[^\\s@]+(@[^\\s@]+)?"), USER);
        recipientDomains = patterns("recipientDomains", recipientDomains, RouteConditions::domain, DOMAIN);
        if (largerThan != null && largerThan < 1) {
            throw new SettingRefused("largerThan", largerThan, "a number of octets above 0");
        }
    }

    private static final String DOMAIN = "a domain such as example.org or *.example.org";
    private static final String SENDER = "an address such as bob@example.org or *@example.org, or <>";
    private static final String USER = "a user such as bob@example.org or *@example.org";

    private static boolean domain(String text) {
        return text.matches("[a-z0-9*][a-z0-9*._-]*");
    }

    private static boolean address(String text) {
        return text.matches("\\S+@[a-z0-9*][a-z0-9*._-]*");
    }

    private static List<String> patterns(String path, List<String> given, Predicate<String> good, String expected) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > MOST) {
            throw new SettingRefused(path, given.size() + " patterns", "at most " + MOST);
        }
        for (int index = 0; index < given.size(); index++) {
            String text = given.get(index);
            if (text == null || !good.test(text.trim().toLowerCase(Locale.ROOT))) {
                throw new SettingRefused(path + "[" + index + "]", text, expected);
            }
        }
        return given.stream().map(text -> text.trim().toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether all mail meets them. */
    public boolean none() {
        return equals(NONE);
    }

    /** What a mail doesn't meet, in words; empty when it takes the route. */
    public Optional<String> unmet(Envelope envelope) {
        String sender = envelope.sender().map(address -> address.asString()).orElse(NULL_SENDER);
        String senderDomain =
                envelope.sender().map(address -> address.getDomain().asString()).orElse("");
        String user = envelope.user().map(name -> name.asString()).orElse("");
        return unmet("sender domain", senderDomains, senderDomain)
                .or(() -> unmet("sender", senders, sender))
                .or(() -> unmet("user", users, user))
                .or(() -> unmet(
                        "recipient domain",
                        recipientDomains,
                        envelope.recipient().getDomain().asString()))
                .or(() -> largerThan == null || envelope.size() > largerThan
                        ? Optional.empty()
                        : Optional.of("size " + envelope.size() + " isn't above " + largerThan));
    }

    private static Optional<String> unmet(String name, List<String> patterns, String value) {
        String small = value.toLowerCase(Locale.ROOT);
        if (patterns.isEmpty() || patterns.stream().anyMatch(pattern -> fits(pattern, small))) {
            return Optional.empty();
        }
        return Optional.of(name + " " + (value.isEmpty() ? "(none)" : value) + " isn't in " + patterns);
    }

    /** Which of some domains senders may have who meet them; domains that stand in them without a star are always among these. */
    public Set<String> sendersDomains(Collection<String> known) {
        List<String> patterns = Stream.concat(
                        senderDomains.stream(),
                        senders.stream()
                                .filter(sender -> !sender.equals(NULL_SENDER))
                                .map(sender -> sender.substring(sender.lastIndexOf('@') + 1)))
                .toList();
        if (patterns.isEmpty()) {
            return senders.isEmpty() ? Set.copyOf(known) : Set.of();
        }
        return Stream.concat(
                        patterns.stream().filter(pattern -> pattern.indexOf('*') < 0),
                        known.stream().filter(domain -> patterns.stream()
                                .anyMatch(pattern -> fits(pattern, domain.toLowerCase(Locale.ROOT)))))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Compares without going back further than the last star, so that no pattern is slow. */
    static boolean fits(String pattern, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
