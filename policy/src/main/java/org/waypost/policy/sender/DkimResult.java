package org.waypost.policy.sender;

/**
 * The result of one signature.
 *
 * @param verdict   as of RFC 8601 §2.7.1
 * @param domain    who signed ({@code d=}), in small letters; empty when the signature doesn't say
 * @param selector  which key ({@code s=}); empty when the signature doesn't say
 * @param algorithm how ({@code a=}); empty when the signature doesn't say
 * @param reason    what is wrong; empty for a valid one
 */
public record DkimResult(Verdict verdict, String domain, String selector, String algorithm, String reason) {

    DkimResult with(Verdict other, String because) {
        return new DkimResult(other, domain, selector, algorithm, because);
    }
}
