package org.waypost.policy.sender;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.waypost.accounts.network.AddressBlock;
import org.waypost.accounts.senders.ClientChoices;
import org.waypost.accounts.senders.ClientEntry;
import org.waypost.accounts.senders.SenderChoices;
import org.waypost.accounts.senders.SenderEntry;
import org.waypost.accounts.senders.SenderPattern;
import org.waypost.accounts.settings.Scope;

/** The lists of one scope, made ready to be asked often. */
final class ScopeLists {
    private record Name(SenderPattern pattern, SenderEntry entry) {}

    private record Net(AddressBlock block, ClientEntry entry) {}

    private record Lists(Map<String, SenderEntry> exact, List<Name> others, List<Net> nets) {
        static Lists of(List<SenderEntry> senders, List<ClientEntry> clients) {
            Lists lists = new Lists(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
            for (SenderEntry entry : senders) {
                SenderPattern pattern = entry.pattern();
                switch (pattern.kind()) {
                    case ADDRESS, DOMAIN, BELOW -> lists.exact.merge(pattern.text(), entry, Lists::longer);
                    default -> lists.others.add(new Name(pattern, entry));
                }
            }
            clients.forEach(entry -> lists.nets.add(new Net(entry.block(), entry)));
            return lists;
        }

        private static SenderEntry longer(SenderEntry one, SenderEntry other) {
            return one.until() == null || other.until() != null && one.until().isAfter(other.until()) ? one : other;
        }
    }

    /** An entry that means the stranger; the lower the rank, the more exactly. */
    private record Found(int rank, String entry, boolean byName) {}

    private static final int NETWORK = SenderPattern.Kind.values().length;

    private final Scope scope;
    private final Lists allow;
    private final Lists block;

    ScopeLists(Scope scope, SenderChoices senders, ClientChoices clients) {
        this.scope = scope;
        this.allow = Lists.of(senders.allow(), clients.allow());
        this.block = Lists.of(senders.block(), clients.block());
    }

    /**
     * What this scope says.
     *
     * @param proven which addresses' owners stand for the message; the others aren't let in
     */
    Optional<Judgement> judge(Stranger stranger, Predicate<MailAddress> proven, Instant now) {
        Optional<Found> kept = found(block, stranger, address -> true, true, now);
        Optional<Found> let = found(allow, stranger, proven, false, now);
        if (kept.isPresent() && (let.isEmpty() || kept.get().rank() <= let.get().rank())) {
            return kept.map(found -> Judgement.of(Listing.BLOCKED, scope, found.entry(), found.byName()));
        }
        return let.map(found -> Judgement.of(Listing.ALLOWED, scope, found.entry(), found.byName()));
    }

    private static Optional<Found> found(
            Lists lists, Stranger stranger, Predicate<MailAddress> counts, boolean greetingCounts, Instant now) {
        Stream<Found> byAddress = addresses(stranger)
                .filter(counts)
                .flatMap(address -> named(
                        lists,
                        lower(address.getLocalPart()),
                        lower(address.getDomain().asString()),
                        now));
        Stream<Found> byGreeting = greetingCounts
                ? stranger.helo().stream().flatMap(helo -> named(lists, "", lower(helo), now))
                : Stream.empty();
        Stream<Found> byClient =
                stranger.client().filter(InetAddresses::isInetAddress).map(InetAddresses::forString).stream()
                        .flatMap(client -> networks(lists, client, now));
        return Stream.of(byAddress, byGreeting, byClient)
                .flatMap(each -> each)
                .min(java.util.Comparator.comparingInt(Found::rank));
    }

    /** RFC 7208 §2.4: without a sender it is the postmaster of the name of HELO. */
    private static Stream<MailAddress> addresses(Stranger stranger) {
        Stream<MailAddress> sender = stranger.sender().isNullSender()
                ? stranger.helo().flatMap(SenderFacts::postmaster).stream()
                : stranger.sender().asOptional().stream();
        return Stream.concat(sender, stranger.authors().stream()).distinct();
    }

    private static Stream<Found> named(Lists lists, String localPart, String domain, Instant now) {
        List<String> keys = new ArrayList<>(List.of(localPart + "@" + domain, domain));
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            keys.add(domain.substring(dot));
        }
        Stream<Found> exact = keys.stream()
                .flatMap(key -> Optional.ofNullable(lists.exact().get(key)).stream())
                .filter(entry -> entry.holds(now))
                .map(entry -> new Found(entry.pattern().kind().ordinal(), entry.sender(), true));
        Stream<Found> others = lists.others().stream()
                .filter(name ->
                        name.pattern().means(localPart, domain) && name.entry().holds(now))
                .map(name ->
                        new Found(name.pattern().kind().ordinal(), name.entry().sender(), true));
        return Stream.concat(exact, others);
    }

    private static Stream<Found> networks(Lists lists, InetAddress client, Instant now) {
        return lists.nets().stream()
                .filter(net -> net.block().contains(client) && net.entry().holds(now))
                .map(net -> new Found(NETWORK, net.entry().network(), false));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
