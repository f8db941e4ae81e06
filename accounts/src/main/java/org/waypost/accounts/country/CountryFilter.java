package org.waypost.accounts.country;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.accounts.network.AddressBlock;
import org.waypost.accounts.settings.Section;
import org.waypost.accounts.settings.SettingRefused;

/**
 * From which countries mail is taken.
 *
 * @param mode      whether anything is refused; {@code off} when nobody says more
 * @param countries codes of ISO 3166-1 alpha-2, such as {@code DE}: those that are refused, or the only ones that are taken
 * @param unknown   what becomes of a client whose address has no country; taken when nobody says more
 * @param skip      networks of clients that are never refused; at most 1000
 * @param refusal   what a refused client is told, one line of at most 300 printable ASCII characters; {@code {{country}}} and
 *                  {@code {{address}}} stand for what the client is
 */
public record CountryFilter(
        Mode mode, List<String> countries, Unknown unknown, List<AddressBlock> skip, String refusal) {
    /** The section of the settings. */
    public static final Section<CountryFilter> SECTION = Section.everywhere(
            "country",
            CountryFilter.class,
            "From which countries mail is taken, by the address of the client that brings it.");

    private static final String STANDARD_REFUSAL = "Mail from {{country}} is not accepted here";
    private static final int LONGEST_REFUSAL = 300;
    private static final int MOST_SKIPPED = 1000;
    private static final Set<String> VARIABLES = Set.of("country", "address");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{(.*?)}}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");

    /** What the list of countries is for. */
    public enum Mode {
        /** Nothing is refused. */
        OFF,
        /** The countries of the list are refused. */
        BLOCK,
        /** All countries but those of the list are refused. */
        ACCEPT_ONLY
    }

    /** What becomes of an address that has no country. */
    public enum Unknown {
        ACCEPT,
        REFUSE
    }

    public CountryFilter {
        mode = mode == null ? Mode.OFF : mode;
        countries = countries == null ? List.of() : codes(countries);
        unknown = unknown == null ? Unknown.ACCEPT : unknown;
        skip = skip == null ? List.of() : networks(skip);
        refusal = refusal == null ? STANDARD_REFUSAL : text(refusal.strip());
        if (mode == Mode.ACCEPT_ONLY && countries.isEmpty()) {
            throw new SettingRefused("countries", "[]", "at least one country when mode is accept-only");
        }
    }

    private static List<String> codes(List<String> given) {
        Set<String> codes = new LinkedHashSet<>();
        for (int index = 0; index < given.size(); index++) {
            String code = given.get(index);
            if (code == null || !CountryCodes.all().contains(CountryCodes.canonical(code))) {
                throw new SettingRefused(
                        "countries[" + index + "]", code, "a country of ISO 3166-1 in two letters, such as DE or GB");
            }
            codes.add(CountryCodes.canonical(code));
        }
        return List.copyOf(codes);
    }

    private static List<AddressBlock> networks(List<AddressBlock> given) {
        if (given.size() > MOST_SKIPPED) {
            throw new SettingRefused("skip", given.size() + " networks", "at most " + MOST_SKIPPED);
        }
        List<AddressBlock> networks = new ArrayList<>(given);
        int missing = networks.indexOf(null);
        if (missing >= 0) {
            throw new SettingRefused("skip[" + missing + "]", null, "an address or network");
        }
        return List.copyOf(networks);
    }

    /** RFC 5321 §4.5.3.1.5: a reply has at most 512 octets, and §4.2: it is in ASCII. */
    private static String text(String given) {
        if (!PRINTABLE.matcher(given).matches() || given.length() > LONGEST_REFUSAL) {
            throw new SettingRefused(
                    "refusal", given, "one line of 1 to " + LONGEST_REFUSAL + " printable ASCII characters");
        }
        Matcher variable = VARIABLE.matcher(given);
        while (variable.find()) {
            if (!VARIABLES.contains(variable.group(1))) {
                throw new SettingRefused("refusal", given, "no variables but {{country}} and {{address}}");
            }
        }
        return given;
    }

    /** Whether clients at this address are never refused. */
    public boolean skips(InetAddress client) {
        return skip.stream().anyMatch(network -> network.contains(client));
    }
}
