package org.waypost.accounts.country;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The two-letter codes of countries (ISO 3166-1 alpha-2). */
public final class CountryCodes {
    /** Not in the standard, but in every list of addresses: Kosovo. */
    private static final String KOSOVO = "XK";

    private static final Set<String> ALL;

    static {
        Set<String> codes = new TreeSet<>(Arrays.asList(Locale.getISOCountries()));
        codes.add(KOSOVO);
        ALL = Collections.unmodifiableSet(codes);
    }

    private CountryCodes() {}

    /** All codes, in capitals. */
    public static Set<String> all() {
        return ALL;
    }

    /** The code as it is written in the standard. */
    public static String canonical(String code) {
        return code.strip().toUpperCase(Locale.ROOT);
    }

    /** The English name of a country. */
    public static String name(String code) {
        return new Locale("", code).getDisplayCountry(Locale.ENGLISH);
    }
}
