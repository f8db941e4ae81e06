package org.waypost.accounts.senders;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.waypost.accounts.settings.SettingRefused;

/**
 * Whom an entry means. Case never counts.
 *
 * @param kind what the text is
 * @param text in small letters, domains as the DNS has them (RFC 5891)
 */
public record SenderPattern(Kind kind, String text) {

    static final String EXPECTED = "an address (bob@example.org), a domain (example.org), what is below a domain"
            + " (.example.org) or a pattern with * and ? (news-*@example.org)";
    private static final int LONGEST = 320;
    private static final Pattern WILD = Pattern.compile("[*?]");
    private static final Pattern PATTERN = Pattern.compile("[^\\s@<>\"]*@?[^\\s@<>\"]+");

    /** The kinds, the most exact first. */
    public enum Kind {
        ADDRESS,
        DOMAIN,
        BELOW,
        ADDRESS_PATTERN,
        DOMAIN_PATTERN
    }

    /**
     * Reads an entry.
     *
     * @throws SettingRefused when it means nobody
     */
    public static SenderPattern parse(String entry) {
        String text = entry.trim().toLowerCase(Locale.ROOT);
        try {
            if (text.length() <= LONGEST) {
                return parsed(text);
            }
        } catch (IllegalArgumentException | AddressException e) {
            throw new SettingRefused("sender", entry, EXPECTED);
        }
        throw new SettingRefused("sender", entry, EXPECTED);
    }

    private static SenderPattern parsed(String text) throws AddressException {
        int at = text.lastIndexOf('@');
        if (WILD.matcher(text).find()) {
            if (!PATTERN.matcher(text).matches() || text.endsWith("@")) {
                throw new IllegalArgumentException(text);
            }
            return new SenderPattern(at < 0 ? Kind.DOMAIN_PATTERN : Kind.ADDRESS_PATTERN, text);
        }
        if (at >= 0) {
            String address = text.substring(0, at + 1) + domain(text.substring(at + 1));
            new MailAddress(address);
            return new SenderPattern(Kind.ADDRESS, address);
        }
        return text.startsWith(".")
                ? new SenderPattern(Kind.BELOW, "." + domain(text.substring(1)))
                : new SenderPattern(Kind.DOMAIN, domain(text));
    }

    private static String domain(String name) {
        return Domain.of(IDN.toASCII(name)).asString();
    }

    /** Whether it means this address; both parts in small letters. */
    public boolean means(String localPart, String domain) {
        return switch (kind) {
            case ADDRESS -> text.equals(localPart + "@" + domain);
            case ADDRESS_PATTERN -> matches(text, localPart + "@" + domain);
            default -> means(domain);
        };
    }

    /** Whether it means all of this domain; in small letters. */
    public boolean means(String domain) {
        return switch (kind) {
            case DOMAIN -> text.equals(domain);
            case BELOW -> domain.endsWith(text);
            case DOMAIN_PATTERN -> matches(text, domain);
            default -> false;
        };
    }

    /** In time that grows with the lengths alone, however many stars somebody writes. */
    private static boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int place = 0;
        while (place < text.length()) {
            char wanted = at < pattern.length() ? pattern.charAt(at) : 0;
            if (wanted == '*') {
                star = at++;
                resume = place;
            } else if (at < pattern.length() && (wanted == '?' || wanted == text.charAt(place))) {
                at++;
                place++;
            } else if (star >= 0) {
                at = star + 1;
                place = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(c -> c == '*');
    }
}
