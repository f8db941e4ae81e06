/**
 * The POP3 door: James' POP3 server with credentials only over TLS, SASL PLAIN, and failures that are counted and slow.
 * RFC 1939, RFC 2449 (CAPA), RFC 2595 (STLS), RFC 3206 (AUTH and SYS response codes), RFC 5034 (SASL).
 */
package org.waypost.protocols.pop3;
