/**
 * Questions to the DNS (RFC 1034, RFC 1035) that neither block nor fail: every one has an answer, be it that there is none.
 */
package org.waypost.policy.dns;
