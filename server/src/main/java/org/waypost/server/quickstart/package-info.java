/**
 * The quickstart: a whole server on unprivileged loopback ports, two users, and a message that goes from one to the other.
 *
 * <p>Messages are sent by submission (RFC 6409) over STARTTLS (RFC 3207) and read over implicit TLS (RFC 8314).
 */
package org.waypost.server.quickstart;
