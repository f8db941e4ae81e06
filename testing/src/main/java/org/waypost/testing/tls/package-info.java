/**
 * TLS as a test meets it: a client that trusts everybody, and a ClientHello of versions that Java no longer speaks (RFC 8996).
 */
package org.waypost.testing.tls;
