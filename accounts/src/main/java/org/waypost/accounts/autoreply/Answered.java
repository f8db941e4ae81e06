package org.waypost.accounts.autoreply;

import java.time.Instant;

/**
 * A sender who got an answer.
 *
 * @param reply  which answer, see {@link Reply#id}
 * @param sender the address, in small letters
 * @param at     when
 * @param until  from when on the sender may get it again
 */
public record Answered(String reply, String sender, Instant at, Instant until) {}
