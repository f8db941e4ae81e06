package org.waypost.mailets.smtp;

/**
 * The name of this server among servers, in EHLO (RFC 5321 §4.1.1.1) and in reports (RFC 3464 §2.2.2).
 *
 * @param name as the DNS knows it
 */
public record ServerName(String name) {}
