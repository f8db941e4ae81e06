/**
 * What IMAP, POP3 and ManageSieve share about passwords: reading SASL PLAIN (RFC 4616), counting and slowing failures.
 */
package org.waypost.protocols.login;
