/**
 * The doors for HTTP: JMAP (RFC 8620, RFC 8621, RFC 8887) and the pages that strangers open, over TLS (RFC 9110, RFC 9112, RFC 6797).
 */
package org.waypost.protocols.http;
