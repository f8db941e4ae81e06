package org.waypost.policy.sender;

import com.google.common.io.ByteStreams;
import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.canon.RelaxedBodyCanonicalizer;
import org.apache.james.jdkim.canon.SimpleBodyCanonicalizer;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.apache.james.jdkim.impl.BodyHasherImpl;
import org.apache.james.jdkim.tagvalue.SignatureRecordImpl;
import org.waypost.policy.dns.DnsAnswer;
import org.waypost.policy.message.RawHeader;

/** One signature of a message (RFC 6376 §6.1). What it says is a stranger's; whatever it is, there is a result. */
final class DkimSignature {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");
    private static final List<String> ALGORITHMS = List.of("rsa-sha256", "ed25519-sha256");

    private final RawHeader header;
    private final RawHeader.Field field;
    private final DkimResult told;
    private SignatureRecord record;
    private BodyHasherImpl hasher;
    private CountingOutputStream counter;
    private OutputStream counted;
    private DkimResult ended;

    DkimSignature(RawHeader header, RawHeader.Field field) {
        this.header = header;
        this.field = field;
        this.told = new DkimResult(
                Verdict.NONE,
                name("d").toLowerCase(Locale.ROOT),
                name("s"),
                tag("a").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", ""),
                "");
        try {
            read();
        } catch (PermFailException | RuntimeException e) {
            // RFC 8601 §2.7.1: a signature that can't be understood is neutral.
            end(Verdict.NEUTRAL, "a signature that can't be understood");
        }
    }

    private void read() throws PermFailException {
        if (told.domain().indexOf('.') < 0 || told.selector().isEmpty()) {
            end(Verdict.NEUTRAL, "no usable d= or s=");
            return;
        }
        if (!ALGORITHMS.contains(told.algorithm())) {
            // RFC 8301 §3.1: rsa-sha1 must not be verified.
            end(Verdict.PERMERROR, "an algorithm that doesn't count");
            return;
        }
        try {
            record = new SignatureRecordImpl(field.value());
        } catch (IllegalStateException e) {
            String message = String.valueOf(e.getMessage());
            // RFC 6376 §6.1.1
            if (message.startsWith("Signature is expired")) {
                end(Verdict.FAIL, "the signature has expired");
            } else if (message.startsWith("From field not signed")) {
                end(Verdict.PERMERROR, "the From field is not signed");
            } else {
                end(Verdict.NEUTRAL, "a signature that can't be understood");
            }
            return;
        }
        long signedAuthors = names().stream().filter("from"::equalsIgnoreCase).count();
        if (header.named("from").size() > signedAuthors) {
            // RFC 6376 §8.15: a second From field put before the signed one would be shown.
            end(Verdict.FAIL, "a From field is not signed");
            return;
        }
        hasher = new BodyHasherImpl(record);
        counter = new CountingOutputStream(ByteStreams.nullOutputStream());
        counted = record.getBodyCanonicalisationMethod().equals(SignatureRecord.RELAXED)
                ? new RelaxedBodyCanonicalizer(counter)
                : new SimpleBodyCanonicalizer(counter);
    }

    private List<String> names() {
        return record.getHeaders().stream().map(CharSequence::toString).toList();
    }

    /** Where its key is; absent when it needs none, for it can't be valid. */
    Optional<String> keyName() {
        return ended == null ? Optional.of(told.selector() + "._domainkey." + told.domain()) : Optional.empty();
    }

    /** Takes a piece of the body. */
    void body(byte[] bytes, int length) throws IOException {
        if (ended == null) {
            hasher.getOutputStream().write(bytes, 0, length);
            counted.write(bytes, 0, length);
        }
    }

    /** Ends the body. */
    void bodyEnd() throws IOException {
        if (ended == null) {
            hasher.getOutputStream().close();
            counted.close();
        }
    }

    /** The result, after the body has ended. */
    DkimResult result(DnsAnswer answer) {
        if (ended == null) {
            try {
                judge(answer);
            } catch (PermFailException | GeneralSecurityException | RuntimeException e) {
                end(Verdict.PERMERROR, "a key that can't be used");
            }
        }
        return ended;
    }

    private void judge(DnsAnswer answer) throws PermFailException, GeneralSecurityException {
        if (answer.failed()) {
            end(Verdict.TEMPERROR, "no answer for the key");
            return;
        }
        if (answer.values().isEmpty()) {
            end(Verdict.PERMERROR, "no key");
            return;
        }
        DkimKey key = new DkimKey(answer.values().get(0));
        key.validate();
        DKIMVerifier.apply(key, record);
        String weakness = key.weakness();
        if (!weakness.isEmpty()) {
            end(Verdict.PERMERROR, weakness);
            return;
        }
        if (!Arrays.equals(hasher.getDigest(), record.getBodyHash())) {
            end(Verdict.FAIL, "the body was changed");
            return;
        }
        boolean relaxed = record.getHeaderCanonicalisationMethod().equals(SignatureRecord.RELAXED);
        if (!key.verifies(DkimSigned.of(header, names(), field, relaxed), record.getSignature())) {
            end(Verdict.FAIL, "the header was changed or the key is another's");
            return;
        }
        int limit = record.getBodyHashLimit();
        if (limit >= 0 && counter.getCount() != limit) {
            // RFC 6376 §8.2: what stands behind l= may be anybody's.
            end(Verdict.NEUTRAL, "the end of the body is not signed");
            return;
        }
        end(Verdict.PASS, "");
    }

    private void end(Verdict verdict, String reason) {
        ended = told.with(verdict, reason);
    }

    private String name(String tag) {
        String text = tag(tag);
        return NAME.matcher(text).matches() ? text : "";
    }

    private String tag(String tag) {
        Matcher matcher = Pattern.compile("(?:^|;)\\s*" + tag + "\\s*=([^;]*)").matcher(field.value());
        return matcher.find() ? matcher.group(1).replaceAll("\\s+", "") : "";
    }
}
