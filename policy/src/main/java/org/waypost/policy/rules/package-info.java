/**
 * Applies the rules of users to messages: how a message is read once within bounds (RFC 2045, RFC 2047, RFC 5322), how texts are
 * compared, and what the rules decide.
 */
package org.waypost.policy.rules;
