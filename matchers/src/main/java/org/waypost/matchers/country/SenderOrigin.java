package org.waypost.matchers.country;

import com.google.common.net.InetAddresses;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.mailet.Mail;
import org.waypost.accounts.country.CountryCodes;
import org.waypost.policy.country.CountryDatabase;
import org.waypost.policy.country.Origin;
import org.waypost.policy.sender.SenderFacts;

/** Where the client is that brought a mail. */
final class SenderOrigin {
    /** The word for an address that the table has no country for. */
    static final String UNKNOWN = Origin.Nowhere.UNKNOWN.word();

    private SenderOrigin() {}

    /** By the address that SMTP saw, or else by the one that the mail itself was given. */
    static Origin of(Mail mail, CountryDatabase database) {
        String address = SenderFacts.of(mail).client().orElseGet(mail::getRemoteAddr);
        return address == null || !InetAddresses.isInetAddress(address)
                ? Origin.Nowhere.UNKNOWN
                : database.of(InetAddresses.forString(address));
    }

    /**
     * Makes codes of words.
     *
     * @param alsoUnknown whether the word {@code unknown} is one
     * @throws IllegalArgumentException when one is no country
     */
    static Set<String> codes(List<String> words, boolean alsoUnknown) {
        Set<String> codes = new LinkedHashSet<>();
        for (String word : words) {
            if (alsoUnknown && word.equals(UNKNOWN)) {
                codes.add(word);
            } else if (CountryCodes.all().contains(CountryCodes.canonical(word))) {
                codes.add(CountryCodes.canonical(word));
            } else {
                throw new IllegalArgumentException("'" + word + "' is no country");
            }
        }
        return codes;
    }
}
