/**
 * The client side of SMTP (RFC 5321) with STARTTLS (RFC 3207), authentication (RFC 4954) and delivery notices (RFC 3461).
 */
package org.waypost.mailets.smtp;
