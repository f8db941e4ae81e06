package org.waypost.policy.country;

import java.net.InetAddress;
import org.waypost.accounts.country.CountryFilter;

/** What a filter says about a client. */
public final class CountryRule {
    private CountryRule() {}

    /**
     * Whether a filter refuses a client.
     *
     * @param origin where the client's address is
     */
    public static boolean refuses(CountryFilter filter, Origin origin, InetAddress client) {
        if (filter.mode() == CountryFilter.Mode.OFF || origin.local() || filter.skips(client)) {
            return false;
        }
        if (origin instanceof Origin.Country country) {
            boolean listed = filter.countries().contains(country.code());
            return listed == (filter.mode() == CountryFilter.Mode.BLOCK);
        }
        return filter.unknown() == CountryFilter.Unknown.REFUSE;
    }

    /** What a client that a filter refuses is told, without codes. */
    static String text(CountryFilter filter, Origin origin, InetAddress client) {
        String country = origin instanceof Origin.Country known ? known.code() : "an unknown country";
        return filter.refusal().replace("{{country}}", country).replace("{{address}}", client.getHostAddress());
    }
}
