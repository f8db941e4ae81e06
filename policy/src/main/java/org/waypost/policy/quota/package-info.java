/**
 * How much room a mailbox has: the limits of a user and the total of a domain together, for every protocol that stores a
 * message; refusal of full mailboxes (RFC 5321 §4.2.3, RFC 3463 §3.3) and what was warned of.
 */
package org.waypost.policy.quota;
