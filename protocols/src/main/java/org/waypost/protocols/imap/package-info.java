/**
 * The IMAP door: James' IMAP server with commands put together under bounds before they are parsed, credentials only
 * over TLS, and mailbox names that can't break a response. RFC 9051, RFC 3501, RFC 7888 (literals), RFC 7889
 * (APPENDLIMIT), RFC 5530 (response codes).
 */
package org.waypost.protocols.imap;
