package org.waypost.accounts.routes;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.waypost.accounts.settings.SettingRefused;

/**
 * A way for mail to leave: which mail takes it, and how it is sent.
 *
 * @param name        small letters, digits and hyphens; {@value #DEFAULT} is what takes all that no other route takes
 * @param order       routes are asked in this order, the smallest first; of equals that whose name sorts first
 * @param when        which mail takes it
 * @param source4     the address that connections to IPv4 addresses come from
 * @param source6     the same for IPv6
 * @param helo        the name that the server gives itself (RFC 5321 §4.1.1.1); absent: that of the server
 * @param hops        the servers that take the mail, the first that does; none: those of the recipient's domain (RFC 5321 §5.1)
 * @param port        for hops without one, and for servers of the recipient's domain
 * @param tls         how far connections must be encrypted
 * @param implicitTls TLS from the first octet (RFC 8314 §3.3) instead of STARTTLS (RFC 3207)
 * @param pins        SHA-256 of certificates that are trusted, whatever names they have, and no others
 * @param user        for authentication at the hops (RFC 4954); its password goes over TLS only
 * @param password    for authentication
 * @param retry       the pauses between attempts; absent: those of the server
 * @param connections how many at once, for each server of a cluster
 * @param connectionsPerDestination how many at once to one domain or, when there are hops, to them
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Route(
        String name,
        Integer order,
        RouteConditions when,
        String source4,
        String source6,
        String helo,
        List<Hop> hops,
        Integer port,
        TlsPolicy tls,
        Boolean implicitTls,
        List<String> pins,
        String user,
        SealedPassword password,
        RetrySchedule retry,
        Integer connections,
        Integer connectionsPerDestination) {
    /** The name of the route for all that no other takes. */
    public static final String DEFAULT = "default";

    /** The default route where the table has none: straight to the servers of the recipient's domain. */
    public static final Route STANDARD = new Route(
            DEFAULT, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private static final int MOST_HOPS = 20;

    public Route {
        if (name == null || !name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new SettingRefused("name", name, "1 to 40 small letters, digits and hyphens");
        }
        order = order == null ? 100 : between("order", order, 0, 1_000_000);
        when = when == null ? RouteConditions.NONE : when;
        if (name.equals(DEFAULT) && !when.none()) {
            throw new SettingRefused("when", when, "none: " + DEFAULT + " takes all that no other route takes");
        }
        if (!name.equals(DEFAULT) && when.none()) {
            throw new SettingRefused(
                    "when", null, "at least one condition; for all mail the route is called " + DEFAULT);
        }
        source4 = Addresses.source("source4", source4, true);
        source6 = Addresses.source("source6", source6, false);
        if (helo != null && !Addresses.name(helo)) {
            throw new SettingRefused("helo", helo, "a host name such as mail.example.org");
        }
        hops = hops == null ? List.of() : List.copyOf(hops);
        if (hops.size() > MOST_HOPS) {
            throw new SettingRefused("hops", hops.size() + " hops", "at most " + MOST_HOPS);
        }
        implicitTls = implicitTls != null && implicitTls;
        port = port == null ? implicitTls ? 465 : 25 : between("port", port, 1, 65_535);
        pins = fingerprints(pins);
        tls = tls == null ? usualTls(user, implicitTls, pins) : tls;
        checkTls(tls, implicitTls, pins);
        user = user == null || user.isBlank() ? null : user.trim();
        checkUser(user, password, hops, tls);
        connections = connections == null ? 20 : between("connections", connections, 1, 500);
        connectionsPerDestination = connectionsPerDestination == null
                ? Math.min(10, connections)
                : between("connectionsPerDestination", connectionsPerDestination, 1, connections);
    }

    private static int between(String path, int value, int least, int most) {
        if (value < least || value > most) {
            throw new SettingRefused(path, value, "a whole number from " + least + " to " + most);
        }
        return value;
    }

    private static List<String> fingerprints(List<String> given) {
        List<String> all = given == null ? List.of() : given;
        for (int index = 0; index < all.size(); index++) {
            if (all.get(index) == null || !all.get(index).matches("([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}")) {
                throw new SettingRefused(
                        "pins[" + index + "]", all.get(index), "the SHA-256 of a certificate, 64 hexadecimal digits");
            }
        }
        return all.stream()
                .map(text -> text.replace(":", "").toLowerCase(Locale.ROOT))
                .toList();
    }

    private static TlsPolicy usualTls(String user, boolean implicit, List<String> pins) {
        if (user != null || !pins.isEmpty()) {
            return TlsPolicy.VERIFIED;
        }
        return implicit ? TlsPolicy.REQUIRED : TlsPolicy.OPPORTUNISTIC;
    }

    private static void checkTls(TlsPolicy tls, boolean implicit, List<String> pins) {
        if (implicit && !tls.strict()) {
            throw new SettingRefused("tls", word(tls), "required or verified, for implicitTls is true");
        }
        if (!pins.isEmpty() && tls != TlsPolicy.VERIFIED) {
            throw new SettingRefused("tls", word(tls), "verified, for there are pins");
        }
    }

    private static void checkUser(String user, SealedPassword password, List<Hop> hops, TlsPolicy tls) {
        if (user == null) {
            if (password != null) {
                throw new SettingRefused("user", null, "a name, for there is a password");
            }
            return;
        }
        if (user.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new SettingRefused("user", user, "a name without control characters");
        }
        if (hops.isEmpty()) {
            throw new SettingRefused("hops", null, "at least one: strangers' servers don't know the user");
        }
        if (!tls.strict()) {
            throw new SettingRefused("tls", word(tls), "required or verified, for a password never goes in clear");
        }
        if (password == null) {
            throw new SettingRefused("password", null, "the password of " + user);
        }
    }

    private static String word(TlsPolicy tls) {
        return tls.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it takes all that no other route takes. */
    @JsonIgnore
    public boolean isDefault() {
        return name.equals(DEFAULT);
    }

    /** The port of a hop. */
    public int portOf(Hop hop) {
        return hop.port() == 0 ? port : hop.port();
    }

    /** The password, when there is one. */
    @JsonIgnore
    public Optional<SealedPassword> sealedPassword() {
        return Optional.ofNullable(password);
    }
}
