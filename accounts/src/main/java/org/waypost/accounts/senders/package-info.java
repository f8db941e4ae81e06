/**
 * Whom server, domains and users let in or keep out: senders by address, domain or pattern, and clients by network.
 */
package org.waypost.accounts.senders;
