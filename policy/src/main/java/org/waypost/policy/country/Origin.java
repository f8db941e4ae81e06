package org.waypost.policy.country;

import java.util.Locale;
import org.waypost.accounts.country.CountryCodes;

/** Where an address is. */
public sealed interface Origin {

    /**
     * In a country.
     *
     * @param code ISO 3166-1 alpha-2, in capitals
     */
    record Country(String code) implements Origin {
        @Override
        public String word() {
            return code;
        }

        @Override
        public String text() {
            return CountryCodes.name(code);
        }

        @Override
        public boolean local() {
            return false;
        }
    }

    /** In no country, and why. */
    enum Nowhere implements Origin {
        /** The table has no country for it. */
        UNKNOWN,
        /** This machine. */
        LOOPBACK,
        /** A network that is not connected to others by this address. */
        PRIVATE,
        /** A network without a router. */
        LINK_LOCAL,
        /** Between a provider and its customers (RFC 6598). */
        SHARED,
        /** For examples; no machine has it. */
        DOCUMENTATION,
        /** For measurements; no machine outside a laboratory has it. */
        BENCHMARK,
        /** Many machines. */
        MULTICAST,
        /** Not given to anybody. */
        RESERVED;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String text() {
            return this == UNKNOWN ? "not in the database" : "a special range: " + word();
        }

        @Override
        public boolean local() {
            return switch (this) {
                case LOOPBACK, PRIVATE, LINK_LOCAL, SHARED -> true;
                default -> false;
            };
        }
    }

    /** The code of the country, or a word in small letters such as {@code unknown} or {@code link-local}. */
    String word();

    /** The same for a reader. */
    String text();

    /** Whether only machines of our own side have such an address, so that no rule on countries concerns it. */
    boolean local();
}
