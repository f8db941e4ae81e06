package org.waypost.policy.forward;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;

/**
 * The Sender Rewriting Scheme: {@code carol@example.org} becomes {@code SRS0=hash=day=example.org=carol@forwarder}, and a sender
 * that another server rewrote {@code SRS1=hash=other.server==...@forwarder}, so that an address never grows by more than one
 * hop. The hash is 30 bits of an HMAC-SHA-256 with a secret of all our servers; day is in two characters. Both stay valid when a
 * server on the way writes all letters small.
 */
public final class Srs {
    /** Signs bytes; 32 bytes come back. */
    @FunctionalInterface
    public interface Signer {
        byte[] sign(byte[] content);
    }

    /** What an address turns out to be. */
    public sealed interface Found {
        /** An address like any other. */
        record Ordinary() implements Found {}

        /** One of ours, of the right age. */
        record Original(MailAddress address) implements Found {}

        /** One that looks like ours but isn't, or isn't any more. */
        record Wrong(String reason) implements Found {}
    }

    private static final Found ORDINARY = new Found.Ordinary();
    private static final Pattern SRS0 =
            Pattern.compile("SRS0[=+-]([^=]+)=([^=]+)=([^=]+)=(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SRS1 = Pattern.compile("SRS1[=+-]([^=]+)=([^=]+)=([=+-].+)", Pattern.CASE_INSENSITIVE);
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int HASH_LETTERS = 6;
    private static final int DAYS = 1024;
    /** RFC 5321 §4.5.3.1.1. */
    private static final int LONGEST_LOCAL_PART = 64;

    private final Signer signer;
    private final Clock clock;
    private final Duration valid;

    /** @param valid how long after its making an address is taken back; less than 1000 days */
    public Srs(Signer signer, Clock clock, Duration valid) {
        this.signer = signer;
        this.clock = clock;
        this.valid = valid;
    }

    /**
     * The address under which mail of a sender leaves a forwarder.
     *
     * @return none when it would be longer than an address may be, or the sender's is quoted
     */
    public Optional<MailAddress> rewrite(MailAddress sender, Domain forwarder) {
        String local = sender.getLocalPart();
        if (local.startsWith("\"") || local.startsWith("@")) {
            return Optional.empty();
        }
        String domain = sender.getDomain().asString();
        Matcher once = SRS0.matcher(local);
        Matcher twice = SRS1.matcher(local);
        if (twice.matches()) {
            return address(again(twice.group(2), twice.group(3)), forwarder);
        }
        if (once.matches()) {
            return address(again(domain, local.substring("SRS0".length())), forwarder);
        }
        String day = day();
        return address("SRS0=" + hash(day, domain, local) + "=" + day + "=" + domain + "=" + local, forwarder);
    }

    private String again(String first, String rest) {
        return "SRS1=" + hash(first, rest) + "=" + first + "=" + rest;
    }

    private static Optional<MailAddress> address(String local, Domain domain) {
        return local.length() > LONGEST_LOCAL_PART ? Optional.empty() : parsed(local, domain.asString());
    }

    private static Optional<MailAddress> parsed(String local, String domain) {
        try {
            return Optional.of(new MailAddress(local, domain));
        } catch (AddressException e) {
            return Optional.empty();
        }
    }

    /** Takes an address back to that from which it was made. */
    public Found reverse(MailAddress address) {
        String local = address.getLocalPart();
        Matcher once = SRS0.matcher(local);
        if (once.matches()) {
            return reverseOnce(once.group(1), once.group(2), once.group(3), once.group(4));
        }
        Matcher twice = SRS1.matcher(local);
        if (twice.matches()) {
            if (isForged(twice.group(1), twice.group(2), twice.group(3))) {
                return new Found.Wrong("forged");
            }
            return original("SRS0" + twice.group(3), twice.group(2));
        }
        return ORDINARY;
    }

    private Found reverseOnce(String hash, String day, String domain, String local) {
        if (isForged(hash, day, domain, local)) {
            return new Found.Wrong("forged");
        }
        int made = number(day);
        int age = Math.floorMod(today() - made, DAYS);
        // The clock of the server that made it may be a little ahead, over midnight.
        boolean fromTomorrow = age == DAYS - 1;
        if (age > valid.toDays() && !fromTomorrow) {
            return new Found.Wrong("expired");
        }
        return original(local, domain);
    }

    private static Found original(String local, String domain) {
        return parsed(local, domain).<Found>map(Found.Original::new).orElseGet(() -> new Found.Wrong("forged"));
    }

    private boolean isForged(String hash, String... parts) {
        byte[] said = hash.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return !MessageDigest.isEqual(said, hash(parts).getBytes(StandardCharsets.UTF_8));
    }

    private String hash(String... parts) {
        String content = String.join("=", parts).toLowerCase(Locale.ROOT);
        byte[] signature = signer.sign(content.getBytes(StandardCharsets.UTF_8));
        long bits = 0;
        for (int index = 0; index < 4; index++) {
            bits = bits << 8 | signature[index] & 0xff;
        }
        return letters(bits >>> 2, HASH_LETTERS);
    }

    private String day() {
        return letters(today(), 2);
    }

    private int today() {
        return (int) Math.floorMod(clock.instant().getEpochSecond() / 86_400, (long) DAYS);
    }

    private static String letters(long number, int count) {
        StringBuilder text = new StringBuilder();
        for (int place = count - 1; place >= 0; place--) {
            text.append(LETTERS.charAt((int) (number >>> (5 * place)) & 31));
        }
        return text.toString();
    }

    /** What {@link #letters} wrote; its signature was right, so it can't be anything else. */
    private static int number(String text) {
        int number = 0;
        for (char letter : text.toLowerCase(Locale.ROOT).toCharArray()) {
            number = number << 5 | LETTERS.indexOf(letter) & 31;
        }
        return number;
    }
}
