package org.waypost.policy.sender;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.waypost.policy.dns.Dns;
import org.waypost.policy.dns.DnsAnswer;
import org.waypost.policy.dns.RecordType;
import org.waypost.policy.message.RawHeader;

/**
 * Verifies the signatures of a message (RFC 6376, RFC 8301, RFC 8463). It reads the message once while the DNS is asked for all
 * keys at the same time.
 */
final class DkimCheck {
    /** More are not looked at (RFC 6376 §8.4: a message with many could keep a server busy). */
    static final int MOST_SIGNATURES = 10;

    private static final int PIECE = 16_384;

    private DkimCheck() {}

    /**
     * The results in the order of the signatures; none for a message without.
     *
     * @param message is not closed
     * @throws IOException when the message can't be read
     */
    static List<DkimResult> run(Dns dns, Deadline deadline, InputStream message) throws IOException {
        BufferedInputStream in = new BufferedInputStream(message, PIECE);
        RawHeader header = RawHeader.read(in);
        List<DkimSignature> signatures = header.named("dkim-signature").stream()
                .limit(MOST_SIGNATURES)
                .map(field -> new DkimSignature(header, field))
                .toList();
        Map<DkimSignature, CompletionStage<DnsAnswer>> keys = new LinkedHashMap<>();
        for (DkimSignature signature : signatures) {
            signature.keyName().ifPresent(name -> keys.put(signature, dns.ask(name, RecordType.TXT)));
        }
        if (!keys.isEmpty()) {
            body(in, signatures);
        }
        List<DkimResult> results = new ArrayList<>();
        for (DkimSignature signature : signatures) {
            CompletionStage<DnsAnswer> key = keys.get(signature);
            results.add(signature.result(key == null ? DnsAnswer.NO_DATA : deadline.await(key)));
        }
        return results;
    }

    private static void body(InputStream in, List<DkimSignature> signatures) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int length = in.read(piece); length > 0; length = in.read(piece)) {
            for (DkimSignature signature : signatures) {
                signature.body(piece, length);
            }
        }
        for (DkimSignature signature : signatures) {
            signature.bodyEnd();
        }
    }
}
