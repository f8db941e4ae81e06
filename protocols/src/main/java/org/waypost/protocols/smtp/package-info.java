/**
 * SMTP (RFC 5321), submission (RFC 6409, RFC 8314) and their extensions on James' server: safe by default where James
 * is not. LMTP shares the message limits and the trace header.
 */
package org.waypost.protocols.smtp;
