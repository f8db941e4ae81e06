package org.waypost.policy.sender;

/**
 * The result of SPF.
 *
 * @param verdict  one of the seven of RFC 7208 §2.6
 * @param identity which name was checked
 * @param domain   that name's domain; empty when there was none to check
 * @param reason   the term that matched, or what went wrong, for the log and a person
 */
public record SpfResult(Verdict verdict, Identity identity, String domain, String reason) {

    /** Which name was checked. */
    public enum Identity {
        /** That of the envelope's sender (RFC 7208 §2.4). */
        MAIL_FROM,
        /** The one by which the client greeted (RFC 7208 §2.3), when the envelope has no sender. */
        HELO
    }

    /** Nothing to check. */
    public static final SpfResult NONE = new SpfResult(Verdict.NONE, Identity.MAIL_FROM, "", "nothing to check");
}
